using System.Globalization;
using System.Text.Json;
using Portal.Domain.Access;
using Portal.Domain.Calendar;
using Portal.Domain.Data;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Reference;

/// <summary>Year files of public calendars come in as they are published, and leave other years alone.</summary>
[UseCulture("en")]
[Needs(Resource.Database)]
public sealed class YearFileTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task YearFile_OfEveryShippedKind_GivesTheNoticeOfTheYear(DatabaseKind kind)
    {
        foreach (var profile in (string[])[ShippedProfiles.HolidayCn, ShippedProfiles.Timor, ShippedProfiles.ChineseDays])
        {
            await using var database = await TestDatabase.CreateAsync(kind);
            var result = await ImportAsync(database, profile, FileOf(profile, Notice(2019)));

            Assert.Empty(result.Codes());
            var days = await database.DaysAsync();
            Assert.Equal(Notice(2019).Select(d => (d.Date, d.Kind, d.Holiday)), days.Select(d => (d.Date, d.Kind, d.Holiday)));
            // 2019-02-02 is a worked Saturday, 2019-02-09 a free one; the file says nothing of 2019-03-04 and 2019-03-09.
            var calendar = (await database.ReferenceAsync()).Calendar;
            Assert.Equal(
                (true, false, true, false),
                (
                    calendar.IsWorkday(new(2019, 2, 2)),
                    calendar.IsWorkday(new(2019, 2, 9)),
                    calendar.IsWorkday(new(2019, 3, 4)),
                    calendar.IsWorkday(new(2019, 3, 9))
                )
            );
            Assert.Equal([2019], calendar.Years);
        }
    }

    [Theory, Databases]
    public async Task YearFile_OfAnotherYear_LeavesOtherYearsAlone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var before = await database.LinesAsync(ReferenceKind.Calendar);
        var notice = Notice(2026).Select(day => Moved(day, 1)).ToList();

        var result = await ImportAsync(database, ShippedProfiles.HolidayCn, FileOf(ShippedProfiles.HolidayCn, notice));

        Assert.Empty(result.Codes());
        Assert.Equal((notice.Count, 0, 0), (result.Counts.Created, result.Counts.Changed, result.Counts.Ended));
        Assert.Equal(before, (await database.LinesAsync(ReferenceKind.Calendar)).Take(before.Length));
    }

    /// <summary>The days of New Year in December stand in the notice of the next year: the old one does not take them away.</summary>
    [Fact]
    public async Task YearFile_Corrected_ReplacesItsYearAlone()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var typhoon = new DateOnly(2018, 7, 11);
        await database.ImportAsync(ReferenceKind.Calendar, "date,day,holiday\n2018-07-11,rest,台风\n");
        var notice = Notice(2018).Where(day => day.Date.Month < 12).ToList();
        var first = notice.First(day => day.Kind == DayKind.Work);
        first.Kind = DayKind.Rest;
        var file = FileOf(ShippedProfiles.HolidayCn, notice);

        var tried = await ImportAsync(database, ShippedProfiles.HolidayCn, file, dryRun: true);
        Assert.Equal((0, 1, 1), (tried.Counts.Created, tried.Counts.Changed, tried.Counts.Ended));
        Assert.Contains($"0 Ended {typhoon:yyyy-MM-dd}", tried.Effected());
        Assert.Contains(await database.DaysAsync(), day => day.Date == typhoon);

        await ImportAsync(database, ShippedProfiles.HolidayCn, file);

        var days = await database.DaysAsync();
        Assert.DoesNotContain(days, day => day.Date == typhoon);
        Assert.Equal(DayKind.Rest, days.Single(day => day.Date == first.Date).Kind);
        Assert.Equal("New Year's Day", days.Single(day => day.Date == new DateOnly(2018, 12, 31)).HolidayEnglish);
        Assert.Equal(ChinaCalendar.Days().Count(d => d.Date.Year != 2018), days.Count(d => d.Date.Year != 2018));
    }

    /// <summary>A file that is not the whole notice of a year, such as the correction of one day, takes no other day away.</summary>
    [Fact]
    public async Task YearFile_OfSomeDays_TakesNoneAway()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var result = await ImportAsync(
            database,
            ShippedProfiles.HolidayCn,
            """{"year":2014,"days":[{"name":"台风","date":"2014-10-14","isOffDay":true}]}"""
        );
        Assert.Equal((1, 0, 0), (result.Counts.Created, result.Counts.Changed, result.Counts.Ended));
    }

    [Theory]
    [InlineData("放假日期,放假或上班,说明\n2027年1月1日,放假,元旦\n2027/1/3,补班,元旦\n20270109,周末,\n")]
    [InlineData("holiday name;type;calendar date\n元旦;off day;2027-01-01\n元旦;make-up;2027-01-03\n;weekend;2027-01-09\n")]
    [InlineData("d\tisWorkday\tname\n2027-01-01\tfalse\t元旦\n2027-01-03\ttrue\t元旦\n")]
    public async Task Table_UnderAnyHeading_IsGuessed(string text)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var mapping = await ReferenceTests.GuessAsync(ReferenceKind.Calendar, text);

        var result = await database.ImportAsync(ReferenceKind.Calendar, text, mapping: mapping);

        Assert.Empty(result.Codes());
        Assert.Equal(2, result.Created);
        Assert.Equal(["2027-01-01,rest,元旦,", "2027-01-03,work,元旦,"], (await database.LinesAsync(ReferenceKind.Calendar)).TakeLast(2));
    }

    /// <summary>Nobody says which profile reads the file: its only list is found, and its columns are guessed.</summary>
    [Fact]
    public async Task YearFile_WithoutAProfile_IsGuessed()
    {
        await using var database = await TestDatabase.CreateAsync(TestStore.Usual);
        var file = FileOf(ShippedProfiles.HolidayCn, Notice(2019));
        var mapping = await ReferenceTests.GuessAsync(ReferenceKind.Calendar, file, "2019.json");
        var result = await database.ImportAsync(ReferenceKind.Calendar, file, "2019.json", mapping);
        Assert.Empty(result.Codes());
        Assert.Equal(Notice(2019).Count, result.Created);
    }

    [Theory]
    [InlineData("""{"year":2019,"days":[{"date":"2019-01-01"},""", "json.damaged")]
    [InlineData("{\n\"days\": [\n{\"date\": }]}", "json.damaged")]
    [InlineData("""{"rest":[]}""", "json.listMissing")]
    public async Task YearFile_ThatIsHalf_IsRefusedWhole(string text, string code)
    {
        await using var database = await TestDatabase.CreateAsync(TestStore.Usual);
        var refused = await Assert.ThrowsAsync<RecordFileException>(() => ImportAsync(database, ShippedProfiles.HolidayCn, text));
        Assert.Equal(code, refused.Code);
        Assert.Empty(await database.DaysAsync());
    }

    [Fact]
    public async Task Lists_OfWhichSeveralCouldBeMeant_AreNamed()
    {
        await using var database = await TestDatabase.CreateAsync(TestStore.Usual);
        var refused = await Assert.ThrowsAsync<RecordFileException>(() =>
            database.ImportAsync(ReferenceKind.Calendar, """{"a":[{"date":"2019-01-01"}],"b":[{"date":"2019-01-02"}]}""", "x.json")
        );
        Assert.Equal("json.severalLists", refused.Code);
        Assert.Contains("a, b", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<ReferenceImportResult> ImportAsync(TestDatabase database, string profile, string text, bool dryRun = false)
    {
        var found = await database.Get<ImportProfiles>().FindAsync(Actor.System, profile, ReferenceKind.Calendar, Stop);
        return await database.ImportAsync(ReferenceKind.Calendar, text, "year.json", found!.Mapping, dryRun);
    }

    private static List<CalendarDay> Notice(int year) => [.. ChinaCalendar.Days().Where(day => day.Date.Year == year)];

    private static CalendarDay Moved(CalendarDay day, int years) =>
        new()
        {
            Date = day.Date.AddYears(years),
            Kind = day.Kind,
            Holiday = day.Holiday,
            HolidayEnglish = day.HolidayEnglish,
        };

    /// <summary>The days in the shape in which the project or site publishes them.</summary>
    private static string FileOf(string profile, IReadOnlyList<CalendarDay> days) =>
        profile switch
        {
            ShippedProfiles.HolidayCn => JsonSerializer.Serialize(
                new
                {
                    year = days[0].Date.Year,
                    papers = (string[])["http://www.gov.cn/zhengce/content/2018-12/06/content_5346276.htm"],
                    days = days.Select(d => new
                    {
                        name = d.Holiday,
                        date = Text(d.Date),
                        isOffDay = d.Kind == DayKind.Rest,
                    }),
                },
                s_indented
            ),
            ShippedProfiles.Timor => JsonSerializer.Serialize(
                new
                {
                    code = 0,
                    holiday = days.ToDictionary(
                        d => Text(d.Date)[5..],
                        d => new
                        {
                            holiday = d.Kind == DayKind.Rest,
                            name = d.Holiday,
                            wage = 3,
                            date = Text(d.Date),
                        }
                    ),
                }
            ),
            _ => JsonSerializer.Serialize(
                new
                {
                    holidays = days.Where(d => d.Kind == DayKind.Rest).ToDictionary(d => Text(d.Date), d => d.Holiday),
                    workdays = days.Where(d => d.Kind == DayKind.Work).ToDictionary(d => Text(d.Date), d => d.Holiday),
                    inLieuDays = new Dictionary<string, string> { [Text(days[0].Date)] = days[0].Holiday },
                }
            ),
        };

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
