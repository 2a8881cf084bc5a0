using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Every move in every state, on the sheet itself.</summary>
[Needs(Resource.Database)] // for the units and forms of its place; the sheet itself is not stored
public sealed class SheetRulesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2014, 11, 3, 1, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyDictionary<string, string> s_noCells = new Dictionary<string, string>();

    private TestDatabase _database = null!;
    private SheetPlace _place = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await _database.AddFullFormAsync();
        _place = (await _database.Get<SheetPlaces>().FindAsync(UnitScope.Everything, Key(), TestContext.Current.CancellationToken))!;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(FigureStatus.Draft, null, "sheet.notSubmitted", "sheet.notYourTurn", "sheet.notYourTurn", "sheet.notApproved")]
    [InlineData(FigureStatus.Submitted, "sheet.locked", null, null, null, "sheet.notApproved")]
    [InlineData(FigureStatus.Returned, null, "sheet.notSubmitted", "sheet.notYourTurn", "sheet.notYourTurn", "sheet.notApproved")]
    [InlineData(FigureStatus.Approved, "sheet.locked", "sheet.notSubmitted", "sheet.notYourTurn", "sheet.notYourTurn", null)]
    public void Moves_OfEachState_AreTakenOrRefused(
        FigureStatus status,
        string? submit,
        string? withdraw,
        string? approve,
        string? giveBack,
        string? amend
    )
    {
        Assert.Equal(submit, Answer(status, s => s.Submit(_place, [], Community, s_now)));
        Assert.Equal(submit, Answer(status, s => s.Save(_place.Definition, [], EntryOrigin.Typed, Community, s_now).Refusal));
        Assert.Equal(withdraw, Answer(status, s => s.Withdraw(Community, s_now)));
        Assert.Equal(approve, Answer(status, s => s.Approve(_place, s.Revision, Street, s_now)));
        Assert.Equal(giveBack, Answer(status, s => s.Return(_place, "请核对", s_noCells, Street, s_now)));
        Assert.Equal(amend, Answer(status, s => s.Amend("漏报", Community, s_now)));
    }

    [Fact]
    public void Approve_ByTheUnitThatIsNotNext_IsRefused()
    {
        Assert.Equal("sheet.notYourTurn", Answer(FigureStatus.Submitted, s => s.Approve(_place, s.Revision, Author("other", 0), s_now)));
        Assert.Equal("sheet.notYourTurn", Answer(FigureStatus.Submitted, s => s.Approve(_place, s.Revision, Community, s_now)));
        Assert.Equal("sheet.changed", Answer(FigureStatus.Submitted, s => s.Approve(_place, s.Revision - 1, Street, s_now)));
    }

    [Fact]
    public void Withdraw_AfterTheStreetApproved_IsRefused()
    {
        var sheet = Sheet(FigureStatus.Submitted);
        sheet.Steps[^1].Id = 1; // as the store numbers them
        Assert.Null(sheet.Approve(_place, sheet.Revision, Street, s_now));
        sheet.Steps[^1].Id = 2;
        Assert.False(sheet.CanBeWithdrawn);
        Assert.Same(FigureRefusal.SheetIsNotSubmitted, sheet.Withdraw(Community, s_now));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Return_OrAmendment_WithoutAReason_IsRefused(string reason)
    {
        Assert.Equal("reason.required", Answer(FigureStatus.Submitted, s => s.Return(_place, reason, s_noCells, Street, s_now)));
        Assert.Equal("reason.required", Answer(FigureStatus.Approved, s => s.Amend(reason, Community, s_now)));
    }

    [Fact]
    public void Return_OfACellThatTheFormLacks_ChangesNoOther()
    {
        var sheet = Sheet(FigureStatus.Submitted);
        var cells = new Dictionary<string, string> { ["accepted"] = "少一件", ["nowhere"] = "" };
        Assert.Same(FigureRefusal.CellUnknown, sheet.Return(_place, "请核对", cells, Street, s_now));
        Assert.Empty(sheet.Cells);
        Assert.Equal(FigureStatus.Submitted, sheet.Status);
    }

    [Fact]
    public void Submit_WithAnError_OrAWarningWithoutAComment_IsRefused()
    {
        var warning = new FormFinding("accepted", CheckSeverity.Warning, "few", "message");
        Assert.Equal("sheet.checksFail", Answer(FigureStatus.Draft, s => s.Submit(_place, [warning], Community, s_now)));
        Assert.Null(
            Answer(
                FigureStatus.Draft,
                s =>
                {
                    s.Cells.Add(
                        new()
                        {
                            Code = "accepted",
                            Comment = "月末集中受理",
                            SavedBy = "x",
                        }
                    );
                    return s.Submit(_place, [warning], Community, s_now);
                }
            )
        );
        var error = warning with { Severity = CheckSeverity.Error };
        Assert.Equal("sheet.checksFail", Answer(FigureStatus.Draft, s => s.Submit(_place, [error], Community, s_now)));
    }

    /// <summary>
    /// The code of the refusal; null when the move was made. A refused move leaves status, revision and steps as they were.
    /// </summary>
    private string? Answer(FigureStatus status, Func<FigureSheet, Refusal?> move)
    {
        var sheet = Sheet(status);
        var before = (sheet.Status, sheet.Revision, sheet.Steps.Count, sheet.Version, sheet.Reason, sheet.AwaitingUnitId);
        var refusal = move(sheet);
        if (refusal is not null)
            Assert.Equal(before, (sheet.Status, sheet.Revision, sheet.Steps.Count, sheet.Version, sheet.Reason, sheet.AwaitingUnitId));
        return refusal?.Code;
    }

    private FigureSheet Sheet(FigureStatus status)
    {
        var sheet = new FigureSheet { UnitId = _place.UnitId, Month = _place.Key.Month };
        if (status == FigureStatus.Draft)
            return sheet;
        Assert.Null(sheet.Submit(_place, [], Community, s_now));
        if (status == FigureStatus.Returned)
            Assert.Null(sheet.Return(_place, "请核对", s_noCells, Street, s_now));
        while (status == FigureStatus.Approved && sheet.Status != FigureStatus.Approved)
            Assert.Null(sheet.Approve(_place, sheet.Revision, Office, s_now));
        Assert.Equal(status, sheet.Status);
        return sheet;
    }
}
