using System.Globalization;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics.Contents;

/// <summary>Figures by day over a month that a unit below reported as a whole.</summary>
[Needs(Resource.Database)]
public sealed class DaysOfReportedMonthsTests
{
    [Theory, Databases]
    public async Task Days_OverAReportedMonth_AreDaysOfRecordsAlone(DatabaseKind kind)
    {
        await using var database = await ChangedDistrict.CreateAsync(kind);
        foreach (var unit in (int[])[SampleData.DistrictId, SampleData.OtherStreetId, SampleData.CommunityId])
        {
            var query = new MetricQuery
            {
                UnitId = unit,
                Stream = RecordStream.Cases,
                Period = new(new(2014, 8, 20), new(2014, 10, 10)),
                Structure = MetricStructure.Today,
            };
            var whole = Assert.Single(await database.ReadAsync(query));
            var days = await database.ReadAsync(query with { By = MetricBy.Day });
            var counted = await database.ReadAsync(query with { By = MetricBy.Day, AsOf = database.Time.Now });

            Assert.NotEmpty(days);
            Assert.All(
                days,
                row => Assert.True(DateOnly.TryParseExact(row.Key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            );
            Assert.Equal(days.Select(row => row.Key), counted.Select(row => row.Key));
            // 40 cases of September were reported as one number.
            Assert.Equal(whole.Figures.Cohort.Accepted - 40, days.Sum(row => row.Figures.Cohort.Accepted));
        }
    }
}
