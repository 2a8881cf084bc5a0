using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

[Needs(Resource.Database)]
public sealed class FormWriterTests
{
    private static readonly DateOnly s_january = new(2014, 1, 1);
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    [Theory, Databases]
    public async Task Install_Twice_AddsTheShippedFormsOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        Assert.Empty(
            await database.Get<FormWriter>().InstallAsync(s_office, s_january, lastMonth: null, TestContext.Current.CancellationToken)
        );
        var first = await database.Get<IFigureReferences>().GetAsync(TestContext.Current.CancellationToken);
        Assert.Empty(
            await database.Get<FormWriter>().InstallAsync(s_office, new(2015, 1, 1), lastMonth: null, TestContext.Current.CancellationToken)
        );
        var second = await database.Get<IFigureReferences>().GetAsync(TestContext.Current.CancellationToken);

        Assert.Same(first, second);
        Assert.Equal(6, first.Forms.Count);
        Assert.All(first.Forms, f => Assert.Equal((s_january, 1), (f.FirstMonth, f.Versions.Count)));
        Assert.Equal("appeals", first.FindByStream(RecordStream.Appeals, UnitKind.Street, s_january)!.Code);
    }

    [Theory, Databases]
    public async Task Save_FromALaterMonth_IsANewVersionAndTheOldStays(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        Assert.Empty(await SaveAsync(database, Draft()));
        Assert.Empty(
            await SaveAsync(database, Draft() with { FromMonth = new(2014, 6, 1), Definition = FormSamples.Table(), DeadlineWorkday = 7 })
        );

        var form = (await database.Get<IFigureReferences>().GetAsync(TestContext.Current.CancellationToken)).Find("monthly")!;
        Assert.Equal((s_january, 7), (form.FirstMonth, form.DeadlineWorkday));
        Assert.NotNull(form.At(new(2014, 5, 1)).Definition.Find("accepted"));
        Assert.NotNull(form.At(new(2014, 6, 1)).Definition.Find("licences.accepted"));
        await using var db = database.Open();
        Assert.All(
            await db.Set<FigureFormVersion>().ToListAsync(TestContext.Current.CancellationToken),
            v => Assert.Equal(("office", database.Clock.GetUtcNow()), (v.WrittenBy, v.WrittenAt))
        );
    }

    [Fact]
    public async Task Save_OfTheSameMonth_TakesThePlaceOfWhatNobodySubmitted()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await SaveAsync(database, Draft());
        await SheetAsync(database, s_january, submitted: false);
        Assert.Empty(await SaveAsync(database, Draft() with { Definition = FormSamples.Table() }));

        var form = (await database.Get<IFigureReferences>().GetAsync(TestContext.Current.CancellationToken)).Find("monthly")!;
        Assert.NotNull(Assert.Single(form.Versions).Definition.Find("licences.accepted"));
    }

    [Theory]
    [InlineData("2014-03-01", "fromMonth form.monthSubmitted")]
    [InlineData("2014-04-01", null)]
    [InlineData("2013-12-01", "fromMonth form.versionLater fromMonth form.monthSubmitted")]
    public async Task Save_FromAMonthThatWasSubmitted_IsRefused(string from, string? refused)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await SaveAsync(database, Draft());
        await SheetAsync(database, new(2014, 3, 1), submitted: true);
        var draft = Draft() with
        {
            FromMonth = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            Definition = FormSamples.Table(),
        };
        Assert.Equal(refused ?? "", Said(await SaveAsync(database, draft)));
    }

    [Fact]
    public async Task Save_WhatIsInUse_KeepsItsUnitsAndItsStream()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await SaveAsync(database, Draft() with { Stream = RecordStream.Cases });
        await SheetAsync(database, new(2014, 3, 1), submitted: true);
        Assert.Equal(
            "kinds form.kindsInUse stream form.streamInUse lastMonth form.monthSubmitted",
            Said(await SaveAsync(database, Draft() with { Kinds = UnitKinds.Department, LastMonth = new(2014, 2, 1) }))
        );
        Assert.Empty(
            await SaveAsync(
                database,
                Draft() with
                {
                    Stream = RecordStream.Cases,
                    Kinds = UnitKinds.Street | UnitKinds.Community,
                    LastMonth = new(2014, 3, 1),
                    DeadlineWorkday = 9,
                }
            )
        );
    }

    [Theory]
    [InlineData("2014-01-01", UnitKinds.Community, "stream form.streamTaken")]
    [InlineData("2014-01-01", UnitKinds.Department, "")]
    [InlineData("2014-07-01", UnitKinds.Community, "")]
    public async Task Save_ASecondFormOfTheSameFigures_IsRefused(string from, UnitKinds kinds, string refused)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await SaveAsync(database, Draft() with { Stream = RecordStream.Cases, LastMonth = new(2014, 6, 1) });
        var other = Draft() with
        {
            Code = "other",
            Stream = RecordStream.Cases,
            Kinds = kinds,
            FromMonth = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
        };
        Assert.Equal(refused, Said(await SaveAsync(database, other)));
    }

    [Theory]
    [InlineData(SampleData.DistrictId, false)]
    [InlineData(SampleData.StreetId, true)] // has the right, but not for all units that the form is asked of
    public async Task Save_ByOneWhoMayNot_ChangesNothing(int unitId, bool mayWrite)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var stranger = Actors.Of("stranger", mayWrite ? Role.EfficiencyOffice : Role.Clerk, unitId);
        Assert.Equal(
            " form.notAllowed",
            Said(await database.Get<FormWriter>().SaveAsync(stranger, Draft(), TestContext.Current.CancellationToken))
        );
        Assert.Equal(
            " form.notAllowed",
            Said(await database.Get<FormWriter>().InstallAsync(stranger, s_january, lastMonth: null, TestContext.Current.CancellationToken))
        );
        Assert.Empty((await database.Get<IFigureReferences>().GetAsync(TestContext.Current.CancellationToken)).Forms);
    }

    [Fact]
    public async Task Save_WhatIsNoForm_NamesEveryPlace()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var draft = new FormDraft(
            "../x",
            UnitKinds.None,
            Stream: null,
            new(2014, 1, 15),
            new(2013, 1, 1),
            99,
            FormSamples.List(new FormCheck("it", "accepted <="))
        );
        Assert.Equal(
            "code form.formCode kinds form.kinds deadlineWorkday form.deadline fromMonth form.month "
                + "lastMonth form.lastMonth checks[0].rule rule.nameExpected",
            Said(await SaveAsync(database, draft))
        );
    }

    [Theory, Databases]
    public async Task Draft_BegunBeforeTheFormChanged_IsHandedInAsTheFormAsksNow(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var key = new SheetKey("monthly", SampleData.Community, new(2014, 10, 1));
        await SaveAsync(database, Draft());
        await database.TypeAsync(
            Actor.System,
            key,
            ("accepted", "3"),
            ("onTheSpot", "2"),
            ("closed", "3"),
            ("overdue", "1"),
            ("reasons", "-")
        );
        var shorter = FormSamples.List();
        IReadOnlyList<FormLine> rows =
        [
            .. shorter.Sections[0].Rows.Where(r => r.Code != "overdue").Select(r => r.Code == "reasons" ? r with { Traits = new() } : r),
        ];
        Assert.Empty(
            await SaveAsync(database, Draft() with { Definition = shorter with { Sections = [shorter.Sections[0] with { Rows = rows }] } })
        );

        Assert.DoesNotContain(
            "overdue",
            (await database.Get<SheetReader>().OpenAsync(Actor.System, key, TestContext.Current.CancellationToken))!.Cells.Keys
        );
        var finding = Assert.Single(
            (await database.Get<SheetMoves>().SubmitAsync(Actor.System, key, TestContext.Current.CancellationToken).DoneAsync()).Findings
        );
        Assert.Equal(("reasons", "value"), (finding.Cell, finding.Check)); // no number is given any more where one is wanted now
        await database.TypeAsync(Actor.System, key, ("reasons", "1"));
        await database.ApproveAsync(key);
        var version = Assert.Single(
            await database.Get<SheetReader>().VersionsAsync(Actor.System, key, TestContext.Current.CancellationToken)
        );
        Assert.Equal(["accepted", "closed", "onTheSpot", "reasons"], version.Values.Keys.Order(StringComparer.Ordinal));
    }

    private static FormDraft Draft() =>
        new("monthly", UnitKinds.Community, Stream: null, s_january, LastMonth: null, FigureForm.UsualDeadline, FormSamples.List());

    private static Task<IReadOnlyList<FormProblem>> SaveAsync(TestDatabase database, FormDraft draft) =>
        database.Get<FormWriter>().SaveAsync(s_office, draft, TestContext.Current.CancellationToken);

    private static string Said(IEnumerable<FormProblem> problems) => string.Join(' ', problems.Select(p => $"{p.Path} {p.Code}"));

    private static async Task SheetAsync(TestDatabase database, DateOnly month, bool submitted)
    {
        await using var db = database.Open();
        var form = await db.FigureForms.SingleAsync(TestContext.Current.CancellationToken);
        db.FigureSheets.Add(
            new()
            {
                FormId = form.Id,
                UnitId = SampleData.CommunityId,
                Month = month,
                FirstSubmittedAt = submitted ? SampleData.Now : null,
            }
        );
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
