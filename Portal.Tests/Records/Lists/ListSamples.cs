using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Lists;

/// <summary>Records of every state, some of a community that moved from one street to the other.</summary>
internal static class ListSamples
{
    /// <summary>From this day <see cref="SampleData.SecondCommunity"/> is below the other street.</summary>
    public static readonly DateOnly Moved = new(2014, 6, 1);

    public static readonly Actor Office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    /// <summary>One of so many records is doubtful.</summary>
    public const int OneDoubtfulOf = 9;

    private static readonly string[] s_units =
    [
        SampleData.Street,
        SampleData.Community,
        SampleData.SecondCommunity,
        SampleData.OtherStreet,
        SampleData.OtherCommunity,
    ];

    private static readonly string[] s_items =
    [
        SampleData.Licence,
        SampleData.InstantItem,
        SampleData.CalendarItem,
        SampleData.HourItem,
        SampleData.UnlimitedItem,
    ];

    public static async Task<TestDatabase> CreateAsync(DatabaseKind kind, int records)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await MoveAsync(database);
        var random = new Random(7);
        RecordInput[] inputs =
        [
            .. Enumerable.Range(1, records - 1).Select(i => Input(random, $"C{i}")),
            SampleData.Input("due today") with
            {
                ItemCode = SampleData.InstantItem,
                AcceptedAt = SampleData.Local(2014, 10, 31),
            },
        ];
        Assert.Equal(records, (await database.SendCasesAsync(inputs)).Created);
        RecordInput[] appeals =
        [
            .. Enumerable
                .Range(0, records / 4)
                .Select(i =>
                    Input(random, $"A{i}") with
                    {
                        ItemCode = random.Next(3) == 0 ? SampleData.Licence : null,
                        AppealSource = (AppealSource)random.Next(1, 5),
                    }
                ),
        ];
        Assert.Equal(appeals.Length, (await database.SendAppealsAsync(appeals)).Created);
        await using var db = database.Open();
        await db.Database.ExecuteSqlAsync($"""UPDATE "Records" SET "Doubts" = 1 WHERE "Id" % {OneDoubtfulOf} = 0""");
        return database;
    }

    /// <summary>A record in a random state; some share their instant of acceptance.</summary>
    public static RecordInput Input(Random random, string caseNo)
    {
        var accepted = SampleData.Local(2014, random.Next(4, 11), random.Next(1, 29), random.Next(8, 11), 30 * random.Next(2));
        var closed = random.Next(4) == 0 ? (DateTimeOffset?)null : accepted.AddHours(random.Next(3) == 0 ? 2 : random.Next(800));
        if (closed > SampleData.Now)
            closed = null;
        return SampleData.Input(caseNo) with
        {
            Source = random.Next(3) == 0 ? "other" : "test",
            UnitCode = s_units[random.Next(s_units.Length)],
            ItemCode = s_items[random.Next(s_items.Length)],
            Channel = (Channel)random.Next(1, 7),
            AcceptedAt = accepted,
            ClosedAt = closed,
            Outcome = closed is null ? null : (CaseOutcome)random.Next(1, 6),
            Satisfaction = closed is null || random.Next(2) == 0 ? null : (byte)random.Next(1, 6),
            ServiceMode = random.Next(2) == 0 ? null : (ServiceMode)random.Next(1, 7),
        };
    }

    private static async Task MoveAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var unit = db.Units.Single(u => u.Id == SampleData.SecondCommunityId);
        await db.Entry(unit).Collection(u => u.Versions).LoadAsync(TestContext.Current.CancellationToken);
        var before = unit.Versions.Single();
        before.ValidTo = Moved.AddDays(-1);
        unit.Versions.Add(
            new()
            {
                Name = before.Name,
                Kind = UnitKind.Community,
                ParentId = SampleData.OtherStreetId,
                ValidFrom = Moved,
            }
        );
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await db.RaiseReferenceAsync(TestContext.Current.CancellationToken);
    }
}
