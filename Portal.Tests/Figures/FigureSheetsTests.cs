using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Sheets;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures;

[Needs(Resource.Database)]
public sealed class FigureSheetsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Save_FirstCell_BeginsTheSheetAndItsHistory(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var saved = await database.TypeAsync(Community, Key(), ("accepted", "1,861"), ("closed", "８６０"), ("due", "不适用"));

        Assert.All(saved.Cells, c => Assert.Equal(CellResult.Saved, c.Result));
        var view = await OpenAsync(database, Community);
        Assert.Equal((1861m, 860m, true), (view.Values["accepted"].Number, view.Values["closed"].Number, view.Values["due"].NotApplicable));
        Assert.Equal(FigureStatus.Draft, view.Status);
        var entry = Assert.Single(await database.Get<SheetReader>().HistoryAsync(Community, Key(), "accepted", Token));
        Assert.Equal(("1861", "community", EntryOrigin.Typed), (entry.Value, entry.SavedBy, entry.Origin));
    }

    [Theory, Databases]
    public async Task Save_CellSomebodyElseSavedSince_IsAConflictThatChangesNothing(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.TypeAsync(Community, Key(), ("accepted", "1"));
        var stale = new CellInput("accepted", "3", null, SeenRevision: 1);
        await database.TypeAsync(Street, Key(), ("accepted", "2"));

        var result = await database
            .Get<ISheetEntry>()
            .SaveAsync(Community, Key(), [stale, new("closed", "1", null, 0)], EntryOrigin.Typed, Token)
            .DoneAsync();

        Assert.Equal([CellResult.Conflict, CellResult.Saved], result.Cells.Select(c => c.Result));
        Assert.Equal((2m, "street"), (result.Cells[0].Now!.Value.Number, result.Cells[0].Now!.SavedBy));
        Assert.Equal(2m, (await OpenAsync(database, Community)).Values["accepted"].Number);
    }

    [Theory, Databases]
    public async Task Save_FiftyEditorsOfOneCell_OneWinsEachVersionAndEverySavedValueIsInTheHistory(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.TypeAsync(Community, Key(), ("accepted", "0"));
        var (saved, lost) = (new List<string>(), 0);
        for (var round = 0; round < 3; round++)
        {
            var seen = (await OpenAsync(database, Street)).Cells["accepted"].Revision;
            var results = await Task.WhenAll(
                Enumerable
                    .Range(1, 50)
                    .Select(editor =>
                        Task.Run(
                            () =>
                                database
                                    .Get<ISheetEntry>()
                                    .SaveAsync(
                                        Street,
                                        Key(),
                                        [new("accepted", $"{(round * 100) + editor}", null, seen)],
                                        EntryOrigin.Typed,
                                        Token
                                    )
                                    .DoneAsync(),
                            Token
                        )
                    )
            );
            var outcomes = results.Select(r => r.Cells.Single()).ToList();
            var winner = Assert.Single(outcomes, o => o.Result == CellResult.Saved);
            saved.Add(winner.Now!.Value.ToString());
            Assert.All(
                outcomes.Where(o => o != winner),
                o => Assert.Equal((CellResult.Conflict, winner.Now.Value), (o.Result, o.Now!.Value))
            );
            lost += outcomes.Count - 1;
        }
        Assert.Equal(147, lost);
        var history = await database.Get<SheetReader>().HistoryAsync(Street, Key(), "accepted", Token);
        Assert.Equal(["0", .. saved], history.Select(e => e.Value).Reverse());
    }

    [Theory, Databases]
    public async Task Save_FiftyEditorsOfFiftyCellsOfANewSheet_LosesNothing(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var codes = FullDefinition().Cells.Select(c => c.Code).ToList();
        await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i =>
                    Task.Run(
                        () =>
                            database
                                .Get<ISheetEntry>()
                                .SaveAsync(
                                    Street,
                                    Key(),
                                    [new(codes[i % codes.Count], $"{i % codes.Count}", null, 0)],
                                    EntryOrigin.Typed,
                                    Token
                                )
                                .DoneAsync(),
                        Token
                    )
                )
        );

        var view = await OpenAsync(database, Street);
        Assert.Equal(codes.Select((_, i) => (decimal?)i), codes.Select(code => view.Values[code].Number));
    }

    [Theory]
    [InlineData("abc", "value.notNumber")]
    [InlineData("1,5", "value.notNumber")]
    [InlineData("-3", "value.negative")]
    [InlineData("1000000000000", "value.tooLarge")]
    [InlineData("1.5", "value.tooManyDecimals")]
    public async Task Save_WhatIsNoFigure_IsRefusedCellByCell(string text, string problem)
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var result = await database.TypeAsync(Community, Key(), ("accepted", text), ("closed", "1"));

        Assert.Equal((CellResult.Refused, problem), (result.Cells[0].Result, result.Cells[0].Problem));
        Assert.Equal(CellResult.Saved, result.Cells[1].Result);
        Assert.DoesNotContain("accepted", (await OpenAsync(database, Community)).Cells.Keys);
    }

    [Theory, Databases]
    public async Task Sheet_FromDraftToApproved_GoesByStreetAndDistrictAndBack(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.TypeAsync(Community, Key(), ("accepted", "10"), ("closed", "9"));
        Assert.True((await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync()).Submitted);
        await database
            .Get<ISheetEntry>()
            .SaveAsync(Community, Key(), [new("accepted", "11", null, 1)], EntryOrigin.Typed, Token)
            .RefusedAsync(FigureRefusal.SheetIsLocked);
        await database.Get<SheetMoves>().ApproveAsync(Community, Key(), 2, Token).RefusedAsync(FigureRefusal.NotYourTurn);

        await ApproveOnceAsync(database, Street);
        await database.Get<SheetMoves>().ApproveAsync(Street, Key(), 3, Token).RefusedAsync(FigureRefusal.NotYourTurn);
        await database.Get<SheetMoves>().WithdrawAsync(Community, Key(), Token).RefusedAsync(FigureRefusal.SheetIsNotSubmitted);
        await database
            .Get<SheetMoves>()
            .ReturnAsync(Office, Key(), "请核对", new Dictionary<string, string> { ["closed"] = "少一件" }, Token)
            .DoneAsync();
        var returned = await OpenAsync(database, Community);
        Assert.Equal(
            (FigureStatus.Returned, "请核对", "少一件"),
            (returned.Status, returned.Reason, returned.Cells["closed"].ReturnReason)
        );
        Assert.Null(returned.Cells["accepted"].ReturnReason);

        await database.TypeAsync(Community, Key(), ("closed", "10"));
        Assert.Null((await OpenAsync(database, Community)).Cells["closed"].ReturnReason);
        await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        await ApproveOnceAsync(database, Office); // it went back to the unit that had returned it
        var approved = await OpenAsync(database, Community);
        Assert.Equal((FigureStatus.Approved, false, true), (approved.Status, approved.May.Enter, approved.May.Amend));
        Assert.Equal(
            [FigureAction.Approved, FigureAction.Submitted, FigureAction.Returned, FigureAction.Approved, FigureAction.Submitted],
            approved.Steps.Select(s => s.Action)
        );
    }

    [Theory, Databases]
    public async Task Amend_ApprovedSheet_IsANewVersionThatTellsReasonAndChangedFigures(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.TypeAsync(Community, Key(), ("accepted", "10"), ("closed", "9"));
        await database.ApproveAsync(Key());
        await database.Get<SheetMoves>().AmendAsync(Community, Key(), "漏报一件", Token).DoneAsync();
        await database.TypeAsync(Community, Key(), ("closed", "10"));
        await database.ApproveAsync(Key());

        var versions = await database.Get<SheetReader>().VersionsAsync(Community, Key(), Token);
        Assert.Equal([2, 1], versions.Select(v => v.Number));
        Assert.Equal(("漏报一件", "office"), (versions[0].Reason, versions[0].ApprovedBy));
        var change = Assert.Single(versions[0].Changes);
        Assert.Equal(("closed", 9m, 10m), (change.Cell, change.Before.Number, change.After.Number));
        Assert.Equal(9m, versions[1].Values["closed"].Number);
    }

    [Theory, Databases]
    public async Task Submit_WithAWarning_NeedsACommentInTheCell(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync(
            definition: FullDefinition() with
            {
                Checks = [new("order", "closed <= accepted"), new("few", "closed >= accepted - 1") { Severity = CheckSeverity.Warning }],
            }
        );
        await database.TypeAsync(Community, Key(), ("accepted", "10"), ("closed", "11"));
        var wrong = await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        Assert.Equal((false, CheckSeverity.Error), (wrong.Submitted, Assert.Single(wrong.Findings).Severity));

        await database.TypeAsync(Community, Key(), ("closed", "5"));
        var warned = await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        var finding = Assert.Single(warned.Findings);
        Assert.Equal((false, CheckSeverity.Warning), (warned.Submitted, finding.Severity));
        var cell = (await OpenAsync(database, Community)).Cells[finding.Cell];
        await database
            .Get<ISheetEntry>()
            .SaveAsync(Community, Key(), [new(finding.Cell, null, "月末集中受理", cell.Revision)], EntryOrigin.Typed, Token)
            .DoneAsync();

        Assert.True((await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync()).Submitted);
    }

    [Fact]
    public async Task Submit_AgainAfterAReturn_KeepsTheFirstSubmission()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        await database.TypeAsync(Community, Key(), ("accepted", "10"));
        await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        var first = database.Time.Now;
        database.Clock.Advance(TimeSpan.FromDays(9));
        await database.Get<SheetMoves>().ReturnAsync(Street, Key(), "请核对", new Dictionary<string, string>(), Token).DoneAsync();
        await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();

        var view = await OpenAsync(database, Community);
        Assert.Equal((first, database.Time.Now), (view.FirstSubmittedAt, view.SubmittedAt));
    }

    [Fact]
    public async Task Approve_WhatChangedSinceItWasSeen_IsRefused()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        await database.TypeAsync(Community, Key(), ("accepted", "10"));
        await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        var seen = (await OpenAsync(database, Street)).Revision;
        await database.Get<SheetMoves>().WithdrawAsync(Community, Key(), Token).DoneAsync();
        await database.TypeAsync(Community, Key(), ("accepted", "99"));
        await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();

        await database.Get<SheetMoves>().ApproveAsync(Street, Key(), seen, Token).RefusedAsync(FigureRefusal.SheetHasChanged);
    }

    [Theory, Databases]
    public async Task Approve_TwiceAtOnce_HappensOnce(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.TypeAsync(Community, Key(), ("accepted", "10"));
        await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();
        await ApproveOnceAsync(database, Street);
        var seen = (await OpenAsync(database, Office)).Revision;

        var attempts = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(_ => Task.Run(() => database.Get<SheetMoves>().ApproveAsync(Office, Key(), seen, Token), Token))
        );

        Assert.Equal(1, attempts.Count(a => a is null));
        Assert.Equal(7, attempts.Count(a => a == FigureRefusal.NotYourTurn));
        await using var db = database.Open();
        Assert.Equal(1, await db.FigureVersions.CountAsync(Token));
        Assert.Equal(2, await db.FigureSteps.CountAsync(s => s.Action == FigureAction.Approved, Token));
    }

    [Fact]
    public async Task Sheet_OfOthers_IsNotThere()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var other = Author("other", SampleData.OtherStreetId);
        await database.TypeAsync(Community, Key(), ("accepted", "10"));
        await database.Get<SheetMoves>().SubmitAsync(Community, Key(), Token).DoneAsync();

        Assert.Null(await database.Get<SheetReader>().OpenAsync(other, Key(), Token));
        Assert.Empty(await database.Get<SheetReader>().HistoryAsync(other, Key(), "accepted", Token));
        Assert.Empty(await database.Get<SheetReader>().VersionsAsync(other, Key(), Token));
        await database
            .Get<ISheetEntry>()
            .SaveAsync(other, Key(), [new("accepted", "1", null, 1)], EntryOrigin.Typed, Token)
            .RefusedAsync(FigureRefusal.SheetUnknown);
        await database.Get<SheetMoves>().SubmitAsync(other, Key(), Token).RefusedAsync(FigureRefusal.SheetUnknown);
        await database.Get<SheetMoves>().WithdrawAsync(other, Key(), Token).RefusedAsync(FigureRefusal.SheetUnknown);
        await database.Get<SheetMoves>().ApproveAsync(other, Key(), 2, Token).RefusedAsync(FigureRefusal.SheetUnknown);
        await database
            .Get<SheetMoves>()
            .ReturnAsync(other, Key(), "x", new Dictionary<string, string>(), Token)
            .RefusedAsync(FigureRefusal.SheetUnknown);
        await database.Get<SheetMoves>().AmendAsync(other, Key(), "x", Token).RefusedAsync(FigureRefusal.SheetUnknown);
        await database
            .Get<ISheetEntry>()
            .SaveAsync(Actors.Of("leader", Role.Leader, SampleData.CommunityId), Key(), [], EntryOrigin.Typed, Token)
            .RefusedAsync(FigureRefusal.SheetUnknown);
        await database
            .Get<SheetMoves>()
            .ApproveAsync(Actors.Of("leader", Role.Leader, SampleData.StreetId), Key(), 2, Token)
            .RefusedAsync(FigureRefusal.SheetUnknown);
    }

    [Theory]
    [InlineData("nonsense", SampleData.Community, 2014, 10)]
    [InlineData(Code, "nonsense", 2014, 10)]
    [InlineData(Code, SampleData.District, 2014, 10)] // does not owe it
    [InlineData(Code, SampleData.Community, 2012, 12)] // before the form
    [InlineData(Code, SampleData.Community, 2014, 11)] // not begun yet
    public async Task Open_WhatNobodyOwes_IsNotThere(string form, string unit, int year, int month)
    {
        await using var database = await CreateAsync(TestStore.Usual);
        Assert.Null(await database.Get<SheetReader>().OpenAsync(Office, new(form, unit, new(year, month, 1)), Token));
    }

    [Fact]
    public async Task Open_MonthsBefore_ShowsWhatWasReportedNotWhatWasDrafted()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        foreach (var (month, value) in new[] { (new DateOnly(2013, 10, 1), "5"), (new DateOnly(2014, 8, 1), "7") })
        {
            await database.TypeAsync(Community, Key(month: month), ("accepted", value));
            await database.ApproveAsync(Key(month: month));
        }
        await database.TypeAsync(Community, Key(month: new(2014, 9, 1)), ("accepted", "8"));

        var view = await OpenAsync(database, Community);
        Assert.Equal(5m, view.LastYear["accepted"].Number);
        Assert.Empty(view.LastMonth);
        Assert.Equal([5m, 7m], view.History["accepted"]);
    }

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        return database;
    }

    private static async Task<SheetView> OpenAsync(TestDatabase database, Actor author)
    {
        var view = await database.Get<SheetReader>().OpenAsync(author, Key(), Token);
        Assert.NotNull(view);
        return view;
    }

    private static async Task ApproveOnceAsync(TestDatabase database, Actor author) =>
        await database.Get<SheetMoves>().ApproveAsync(author, Key(), (await OpenAsync(database, author)).Revision, Token).DoneAsync();
}
