using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Jobs.Metrics;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

[Needs(Resource.Database)]
public sealed class ReferenceImportTests
{
    private const string UnitHeading = "code,name,kind,parentCode,validFrom,validTo\n";
    private const string Typhoon = "date,day,holiday,holidayEnglish\n2014-10-14,rest,台风,Typhoon\n";
    private const string ItemHeading = "code,name,kind,unitCode,statutoryLimit,promisedLimit,limitUnit,instant,process,validFrom,validTo\n";

    [Theory, Databases]
    public async Task Units_ParentsAfterChildrenAndVersions_AreTakenOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        const string Text =
            UnitHeading
            + "C1,滨江社区,community,S1,,\nS1,瀛洲街道,street,D,,\nD,台江区,district,,,\n"
            + "C2,旧社区,社区,S1,,2014-06-30\nC2,新社区,社区,S1,2014-07-01,\nC3,后名,community,S1,2014-09-01,\nC3,前名,community,S1,,\n";
        Assert.Equal((7, 7, 0), Counts(await UnitsAsync(database, Text)));
        Assert.Equal((7, 0, 0), Counts(await UnitsAsync(database, Text)));

        var reference = await database.Get<IReferenceReader>().GetAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, reference.Version);
        var units = reference.Units;
        Assert.Equal(
            ["D", "S1"],
            units.SelfAndAbove(units.Find("C1")!.Id, new(2014, 1, 1)).Skip(1).Select(id => units.Find(id)!.Code).Order()
        );
        Assert.Equal(
            ("前名", "后名"),
            (units.NameAt(units.Find("C3")!.Id, new(2014, 8, 31)), units.NameAt(units.Find("C3")!.Id, new(2014, 9, 1)))
        );
        Assert.False(await NeedsRebuildAsync(database));
    }

    [Theory]
    [InlineData("A,a,district,B,,\nB,b,street,A,,\n", "2 parentCode unit.circle", "3 parentCode unit.circle")]
    [InlineData("A,a,district,A,,\n", "2 parentCode unit.circle")]
    [InlineData("A,a,district,nobody,,\n", "2 parentCode unit.unknown")]
    [InlineData("A,a,village,,,\n", "2 kind value.unknown")]
    [InlineData(",,,,,\nA,,,,2014-13-01,\n", "3 kind value.required", "3 name value.required", "3 validFrom day.invalid")]
    [InlineData("A,a,district,,2014-01-01,2014-06-30\nA,a,district,,2014-06-30,\n", "2 validFrom version.overlaps")]
    [InlineData("A,a,district,,2014-01-01,2013-12-31\n", "2 validFrom version.backwards")]
    [InlineData("A,a,district,,,\nA,b,district,,,\n", "3 validFrom version.twice")]
    public async Task Units_AnyRowWrong_NoneIsTaken(string rows, params string[] errors)
    {
        await using var database = await TestDatabase.CreateAsync(TestStore.Usual);
        var result = await UnitsAsync(database, UnitHeading + "GOOD,fine,district,,,\n" + rows);
        Assert.Equal(errors, result.Errors.Select(e => $"{e.Line - 1} {e.Field} {e.Code}").Order());
        await using var db = database.Open();
        Assert.Empty(await db.Units.ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Units_MovedInThePast_AskForARebuildAndInTheFutureNot()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await UnitsAsync(database, UnitHeading + $"{SampleData.Community},滨江社区,community,{SampleData.OtherStreet},2015-01-01,\n");
        Assert.False(await NeedsRebuildAsync(database));
        var past = await UnitsAsync(
            database,
            UnitHeading + $"{SampleData.Community},滨江社区,community,{SampleData.OtherStreet},2014-06-01,2014-12-31\n"
        );
        Assert.Equal((1, 1, 0), Counts(past));
        Assert.True(await NeedsRebuildAsync(database));
    }

    [Fact]
    public async Task Units_OutsideTheActorsScope_AreRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var result = await database
            .Get<UnitImporter>()
            .ImportAsync(
                Actors.Of("office", Role.EfficiencyOffice, SampleData.StreetId),
                Bytes(
                    UnitHeading
                        + $"{SampleData.OtherCommunity},x,community,{SampleData.Street},,\n"
                        + $"new,x,community,{SampleData.Street},,\nother,x,community,{SampleData.District},,\n"
                ),
                new("u.csv"),
                TestContext.Current.CancellationToken
            );
        Assert.Equal(["2 unit.outOfScope", "4 unit.outOfScope"], result.Errors.Select(e => $"{e.Line} {e.Code}"));
    }

    [Theory, Databases]
    public async Task Items_LimitCorrected_WorksOutTheirRecordsAgain(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database
            .Get<IRecordIntake>()
            .RunAsync(
                Rows(SampleData.Input()),
                new(RecordStream.Cases) { Scope = UnitScope.Everything },
                cancellation: TestContext.Current.CancellationToken
            );
        var before = await DueAsync(database);
        var result = await ItemsAsync(
            database,
            ItemHeading
                + $"{SampleData.Licence},x,licence,{SampleData.Department},20,10,workingDays,false,3+1,,\n"
                + $"N-1,new,便民服务,{SampleData.Department},,,,是,,,\n"
        );
        Assert.Equal((2, 1, 1), Counts(result));
        Assert.Equal(SampleData.Local(2014, 10, 8), (await RecordAsync(database)).AcceptedAt);
        Assert.Equal((new DateOnly(2014, 10, 15), new DateOnly(2014, 10, 21)), (before, await DueAsync(database)));
    }

    [Theory]
    [InlineData("X,x,licence,nobody,,,,,,,", "unit.unknown")]
    [InlineData("X,x,licence,D-CIVIL,0,,,,,,", "limit.invalid")]
    [InlineData("X,x,licence,D-CIVIL,5,6,,,,,", "promisedLimit.aboveStatutory")]
    [InlineData("X,x,licence,D-CIVIL,5,5,weeks,,,,", "value.unknown")]
    [InlineData("X,x,,D-CIVIL,5,5,,,,,", "value.required")]
    public async Task Items_AnyRowWrong_NoneIsTaken(string row, string code)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var result = await ItemsAsync(database, ItemHeading + $"OK,ok,licence,{SampleData.Department},,,,,,,\n{row}\n");
        Assert.Equal([code], result.Errors.Select(e => e.Code));
        Assert.Null((await database.Get<IReferenceReader>().GetAsync(TestContext.Current.CancellationToken)).Items.Find("OK"));
    }

    [Fact]
    public async Task Calendar_ADayCorrected_MovesTheDueTimesThatRanOverIt()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database
            .Get<IRecordIntake>()
            .RunAsync(
                Rows(SampleData.Input()),
                new(RecordStream.Cases) { Scope = UnitScope.Everything },
                cancellation: TestContext.Current.CancellationToken
            );
        Assert.Equal(new DateOnly(2014, 10, 15), await DueAsync(database));
        const string Text = "date,day,holiday,holidayEnglish\n2014-10-14,rest,台风,Typhoon\n";
        Assert.Equal((1, 1, 0), Counts(await CalendarAsync(database, Text)));
        Assert.Equal(new DateOnly(2014, 10, 16), await DueAsync(database));
        Assert.Equal((1, 0, 0), Counts(await CalendarAsync(database, Text)));
        Assert.Equal(["date.twice"], (await CalendarAsync(database, Text + "2014-10-14,rest,,\n")).Errors.Select(e => e.Code));
    }

    /// <summary>A limit of an extension may be longer than a year, and begin long before the day that is corrected.</summary>
    [Theory, Databases]
    public async Task Calendar_ADayCorrected_MovesALimitThatBeganYearsBefore(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await CalendarAsync(
            database,
            "date,day,holiday,holidayEnglish\n"
                + string.Concat(new[] { 2012, 2013 }.Select(year => $"{year}-01-01,rest,,\n{year}-10-01,rest,,\n"))
        );
        await SendAsync(database, SampleData.Input() with { AcceptedAt = SampleData.Local(2012, 10, 8), ExtensionDays = 480 });
        var before = await DueAsync(database);
        Assert.Equal((2014, false), (before.Year, (await RecordAsync(database)).DueIsProvisional));

        await CalendarAsync(database, $"date,day,holiday,holidayEnglish\n{before:yyyy-MM-dd},rest,台风,Typhoon\n");

        Assert.True(before < await DueAsync(database));
    }

    [Theory, Databases]
    public async Task Calendar_WhosePageIsLeftWhenItsDaysAreStored_StillMovesDueTimes(DatabaseKind kind)
    {
        var figures = new FiguresWithAct();
        await using var database = await CreateAsync(kind, figures);
        using var page = new CancellationTokenSource();
        figures.Act = page.Cancel;

        await database.Get<CalendarImporter>().ImportAsync(Actor.System, Bytes(Typhoon), new("calendar.csv"), page.Token);

        Assert.True(page.IsCancellationRequested);
        Assert.Equal(new DateOnly(2014, 10, 16), await DueAsync(database));
    }

    [Theory, Databases]
    public async Task Calendar_WhoseProcessStopsWhenItsDaysAreStored_MovesDueTimesByAJob(DatabaseKind kind)
    {
        var figures = new FiguresWithAct();
        await using var database = await CreateAsync(kind, figures);
        figures.Act = () => throw new InvalidOperationException("stopped");
        await Assert.ThrowsAsync<InvalidOperationException>(() => CalendarAsync(database, Typhoon));
        var job = new RederiveRecordsJob(database.Get<RecordRederivation>(), database.Time);

        await job.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new DateOnly(2014, 10, 15), await DueAsync(database)); // left to the import, which may be at it

        database.Clock.Advance(RederiveRecordsJob.Patience + TimeSpan.FromSeconds(1));
        await job.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(new DateOnly(2014, 10, 16), await DueAsync(database));
        await using var db = database.Open();
        Assert.Empty(await db.RederivationRequests.ToListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind, FiguresWithAct figures)
    {
        var database = await TestDatabase.CreateSeededAsync(
            kind,
            services =>
            {
                var own = services.Last(s => s.ServiceType == typeof(IFigureReferences));
                services.AddSingleton<IFigureReferences>(provider =>
                {
                    figures.Own = (IFigureReferences)(
                        own.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)
                    );
                    return figures;
                });
            }
        );
        await SendAsync(database, SampleData.Input());
        Assert.Equal(new DateOnly(2014, 10, 15), await DueAsync(database));
        return database;
    }

    private static async Task SendAsync(TestDatabase database, RecordInput input) =>
        Assert.Empty(
            (
                await database
                    .Get<IRecordIntake>()
                    .RunAsync(
                        Rows(input),
                        new(RecordStream.Cases) { Scope = UnitScope.Everything },
                        cancellation: TestContext.Current.CancellationToken
                    )
            ).Errors
        );

    private static Task<ReferenceImportResult> UnitsAsync(TestDatabase database, string text) =>
        database.Get<UnitImporter>().ImportAsync(Actor.System, Bytes(text), new("units.csv"), TestContext.Current.CancellationToken);

    private static Task<ReferenceImportResult> ItemsAsync(TestDatabase database, string text) =>
        database.Get<ItemImporter>().ImportAsync(Actor.System, Bytes(text), new("items.csv"), TestContext.Current.CancellationToken);

    private static Task<ReferenceImportResult> CalendarAsync(TestDatabase database, string text) =>
        database.Get<CalendarImporter>().ImportAsync(Actor.System, Bytes(text), new("calendar.csv"), TestContext.Current.CancellationToken);

    private static (int Rows, int Created, int Updated) Counts(ReferenceImportResult result)
    {
        Assert.Empty(result.Errors);
        return (result.Rows, result.Created, result.Updated);
    }

    private static async Task<ServiceRecord> RecordAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Records.SingleAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<DateOnly> DueAsync(TestDatabase database) => database.Time.DayOf((await RecordAsync(database)).DueAt!.Value);

    private static async Task<bool> NeedsRebuildAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.MetricsStates.Select(s => s.NeedsRebuild).SingleAsync(TestContext.Current.CancellationToken);
    }

    private static async IAsyncEnumerable<ParsedRow> Rows(RecordInput input)
    {
        await Task.CompletedTask;
        yield return new ParsedRow(2, input, [], []);
    }

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Acts once, when records are computed again.</summary>
    private sealed class FiguresWithAct : IFigureReferences
    {
        public IFigureReferences Own { get; set; } = null!;

        public Action? Act { get; set; }

        public Task<FigureReference> GetAsync(CancellationToken cancellation = default)
        {
            var act = Act;
            Act = null;
            act?.Invoke();
            return Own.GetAsync(cancellation);
        }

        public Task<FigureReference> GetAsync(ReferenceData beside, CancellationToken cancellation = default) => GetAsync(cancellation);
    }
}
