using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Supervision;

/// <summary>Records walk through the levels at the right instants, once each, whatever happens to the job.</summary>
public sealed class CardIssuerTests
{
    // 2015: Spring Festival is 18 to 24 February, the Sundays 15 February and Saturday 28 are worked.
    private static readonly DateTimeOffset s_before = Local(2015, 2, 10, 18);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Accepted on the 11th, 6 working days promised: 12, 13, 15, 16, 17 and 25 February.</summary>
    private static RecordInput OverTheHoliday => Input() with { AcceptedAt = Local(2015, 2, 11) };

    [Theory, Databases]
    public async Task Record_ThatNobodyTouches_WalksThroughTheLevelsOverAHolidayWeek(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(OverTheHoliday);
        var seen = new List<(CardLevel, DateTimeOffset At, DateTimeOffset IssuedAt)>();
        while (database.Clock.GetUtcNow() < Local(2015, 3, 20))
        {
            await RunAsync(database);
            seen = [.. (await CardsAsync(database)).Select(c => (c.Level, c.At, c.IssuedAt))];
            // At the instant for which the timer waits, and often before it.
            var (next, soon) = (await database.Get<CardIssuer>().NextAsync(Token), database.Clock.GetUtcNow().AddHours(7));
            database.Clock.SetUtcNow(next < soon ? next.Value : soon);
        }

        // The last working day but one is the 17th; the unit's three working days to answer are 26, 27 and Saturday 28.
        Assert.Equal(
            [
                (CardLevel.Notice, Local(2015, 2, 17, 0), Local(2015, 2, 17, 0)),
                (CardLevel.Yellow, Local(2015, 2, 26, 0), Local(2015, 2, 26, 0)),
                (CardLevel.Red, Local(2015, 2, 28, 17, 30), Local(2015, 2, 28, 17, 30)),
            ],
            seen
        );
    }

    [Theory, Databases]
    public async Task Issue_AfterAStop_WorksOutWhatWasMissed(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(OverTheHoliday);
        database.Clock.SetUtcNow(Local(2015, 4, 1, 10)); // past the statutory 20 days as well: 16 March

        await RunAsync(database);

        var cards = await CardsAsync(database);
        Assert.Equal([CardLevel.Notice, CardLevel.Yellow, CardLevel.Red], cards.Select(c => c.Level));
        Assert.Equal([Local(2015, 2, 17, 0), Local(2015, 2, 26, 0), Local(2015, 3, 17, 0)], cards.Select(c => c.At));
        Assert.All(cards, card => Assert.Equal(Local(2015, 4, 1, 10), card.IssuedAt));
    }

    [Theory, Databases]
    public async Task Issue_ByTwoProcessesAtOnce_IssuesOnce(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync([.. Enumerable.Range(1, 300).Select(i => OverTheHoliday with { CaseNo = $"{i}" })]);
        await using var other = TestDatabase.Over(database.Options);
        database.Clock.SetUtcNow(Local(2015, 2, 26, 1));
        other.Clock.SetUtcNow(Local(2015, 2, 26, 1));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => RunAsync(i % 2 == 0 ? database : other), Token)));

        var cards = await CardsAsync(database);
        Assert.Equal(300, cards.Count(c => c.Level == CardLevel.Notice));
        Assert.Equal(300, cards.Count(c => c.Level == CardLevel.Yellow));
        Assert.Equal(600, cards.Count);
        Assert.All(cards, card => Assert.Single(card.Steps));
    }

    [Theory, Databases]
    public async Task Import_OfHistory_IssuesNothing(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        await database.SendCasesAsync(
            Input("closed late") with
            {
                AcceptedAt = Local(2014, 3, 3),
                ClosedAt = Local(2014, 6, 3),
            },
            Input("open and overdue long ago") with
            {
                AcceptedAt = Local(2014, 3, 3),
            }
        );

        await RunAsync(database);

        Assert.Empty(await CardsAsync(database));
    }

    [Theory, Databases]
    public async Task Suspension_ThatArrivesLate_WithdrawsTheCard_AndTheNewDueTimeIssuesAnother(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(OverTheHoliday);
        database.Clock.SetUtcNow(Local(2015, 2, 17, 9));
        await RunAsync(database);
        database.Clock.SetUtcNow(Local(2015, 2, 26, 9));
        await RunAsync(database);

        // 13 and 16 February did not count: due on the 27th, the last day but one is the 26th.
        await database.SendCasesAsync(
            OverTheHoliday with
            {
                Suspensions = [new(new(2015, 2, 13), new(2015, 2, 13)), new(new(2015, 2, 16), new(2015, 2, 16))],
            }
        );
        await RunAsync(database);

        Assert.Equal(
            [
                (CardLevel.Notice, CardState.Withdrawn, 1),
                (CardLevel.Yellow, CardState.Withdrawn, 1),
                (CardLevel.Notice, CardState.Issued, 2),
            ],
            (await CardsAsync(database)).Select(c => (c.Level, c.State, c.Episode))
        );
        Assert.Equal(CardReasons.RecordChanged, (await CardsAsync(database))[1].Steps[^1].Text);

        database.Clock.SetUtcNow(Local(2015, 2, 28, 0));
        await RunAsync(database);
        var yellow = (await CardsAsync(database))[^1];
        Assert.Equal((CardLevel.Yellow, CardState.Issued, Local(2015, 2, 28, 0)), (yellow.Level, yellow.State, yellow.At));
    }

    [Theory, Databases]
    public async Task Closing_BeforeTheDueTime_StopsTheLadder_AndAfterIt_ErasesNothing(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(OverTheHoliday with { CaseNo = "in time" }, OverTheHoliday with { CaseNo = "late" });
        database.Clock.SetUtcNow(Local(2015, 2, 16, 10));
        await database.SendCasesAsync(OverTheHoliday with { CaseNo = "in time", ClosedAt = Local(2015, 2, 16, 10) });
        database.Clock.SetUtcNow(Local(2015, 2, 26, 10));
        await RunAsync(database);
        await database.SendCasesAsync(OverTheHoliday with { CaseNo = "late", ClosedAt = Local(2015, 2, 26, 9) });
        await RunAsync(database);

        var cards = await CardsAsync(database);
        Assert.Equal([CardLevel.Notice, CardLevel.Yellow], cards.Select(c => c.Level));
        Assert.All(cards, card => Assert.Equal((CardState.Issued, "late"), (card.State, CardEvidence.Read(card.Evidence).CaseNo)));
    }

    [Theory, Databases]
    public async Task Reopening_IsANewEpisode_WhichBeginsWithIt(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(OverTheHoliday);
        database.Clock.SetUtcNow(Local(2015, 2, 26, 10));
        await RunAsync(database);
        await database.SendCasesAsync(OverTheHoliday with { ClosedAt = Local(2015, 2, 26, 9) });
        await RunAsync(database);
        database.Clock.SetUtcNow(Local(2015, 3, 2, 10));
        await database.SendCasesAsync(OverTheHoliday);
        await RunAsync(database);

        Assert.Equal(
            [
                (CardLevel.Notice, 1, Local(2015, 2, 17, 0)),
                (CardLevel.Yellow, 1, Local(2015, 2, 26, 0)),
                (CardLevel.Yellow, 2, Local(2015, 3, 2, 10)),
            ],
            (await CardsAsync(database)).Select(c => (c.Level, c.Episode, c.At))
        );
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Appeal_WithoutAFirstReply_GetsAYellowCardByTheHoursOfItsUnit()
    {
        await using var database = await ActiveAsync(TestStore.Usual);
        await using (var db = database.Open())
        {
            db.UnitHours.Add(
                new UnitHours
                {
                    UnitId = StreetId,
                    ValidFrom = new(2015, 1, 1),
                    Hours = "08:00-12:00;14:00-18:00",
                }
            );
            await db.SaveChangesAsync(Token);
        }
        database.Clock.SetUtcNow(Local(2015, 2, 17, 16));
        var appeal = Input() with { ItemCode = null, AppealSource = AppealSource.Hotline12345, AcceptedAt = Local(2015, 2, 17, 16) };
        await database.SendAppealsAsync(appeal, appeal with { CaseNo = "replied", FirstReplyAt = Local(2015, 2, 17, 17) });
        database.Clock.SetUtcNow(Local(2015, 3, 1, 0));
        await RunAsync(database);

        // Two of the eight hours before the holiday week, six after it.
        var card = Assert.Single(await CardsAsync(database));
        Assert.Equal((CardLevel.Yellow, CardSubject.Appeal), (card.Level, card.Subject));
        Assert.Equal(Local(2015, 2, 25, 16) + Domain.Shared.DistrictTime.Tick, card.At);
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Notice_OfALimitOfOneWorkingDay_IsNotIssued()
    {
        await using var database = await ActiveAsync(TestStore.Usual);
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(
            Input("one day") with
            {
                AcceptedAt = Local(2015, 2, 11),
                DueAt = Local(2015, 2, 12, 17),
            },
            Input("two days") with
            {
                AcceptedAt = Local(2015, 2, 11),
                DueAt = Local(2015, 2, 13, 17),
            }
        );
        database.Clock.SetUtcNow(Local(2015, 2, 12, 10));
        await RunAsync(database);

        Assert.Equal("two days", CardEvidence.Read(Assert.Single(await CardsAsync(database)).Evidence).CaseNo);
    }

    /// <summary>Records that are watched, and one that no rule spoke of before.</summary>
    [Theory, Databases]
    public async Task Rule_ThatChanges_SpeaksWithItsNewThreshold_OfAllRecordsThatAreOpen(DatabaseKind kind)
    {
        await using var database = await ActiveAsync(kind);
        Assert.Null(await database.Get<WarningRules>().EndAsync(Actor.System, ShippedRules.Promise, seenNumber: 1, Token));
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(
            OverTheHoliday with
            {
                CaseNo = "watched",
            },
            Input("one day") with
            {
                ItemCode = UnlimitedItem, // nothing but the promise speaks of it
                AcceptedAt = Local(2015, 2, 11),
                DueAt = Local(2015, 2, 12, 17),
            }
        );
        await RunAsync(database);

        // Due on the 25th; the working days before it are the 17th and the 16th.
        Assert.Null(await database.Get<WarningRules>().ChangeAsync(Actor.System, ShippedRules.Notice, amount: 2, seenNumber: 1, Token));
        Assert.Null(await database.Get<WarningRules>().ChangeAsync(Actor.System, ShippedRules.Promise, amount: 0, seenNumber: 1, Token));
        database.Clock.SetUtcNow(Local(2015, 2, 16, 8));
        await RunAsync(database);

        Assert.Equal(
            [(CardLevel.Yellow, "one day", 2), (CardLevel.Notice, "watched", 2)],
            (await CardsAsync(database))
                .Select(c => (c.Level, Evidence: CardEvidence.Read(c.Evidence)))
                .Select(c => (c.Level, c.Evidence.CaseNo, c.Evidence.RuleNumber))
                .OrderByDescending(c => c.Level)
        );
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Rule_ThatEnds_SpeaksOfNothingAfterwards()
    {
        await using var database = await ActiveAsync(TestStore.Usual);
        await using (var db = database.Open())
        {
            var promise = await db.WarningRules.SingleAsync(r => r.Code == ShippedRules.Promise, Token);
            promise.ValidUntil = Local(2015, 2, 25);
            await db.SaveChangesAsync(Token);
        }
        database.Clock.SetUtcNow(Local(2015, 2, 11, 10));
        await database.SendCasesAsync(OverTheHoliday);
        database.Clock.SetUtcNow(Local(2015, 2, 27, 10));
        await RunAsync(database);

        Assert.Equal(CardLevel.Notice, Assert.Single(await CardsAsync(database)).Level);
    }

    /// <summary>A database in which supervision has begun on 10 February 2015.</summary>
    private static async Task<TestDatabase> ActiveAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        database.Clock.SetUtcNow(s_before);
        await RunAsync(database);
        return database;
    }

    private static Task RunAsync(TestDatabase database) => database.Get<CardIssuer>().RunAsync(Token);

    private static async Task<List<SupervisionCard>> CardsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.SupervisionCards.AsNoTracking().Include(c => c.Steps.OrderBy(s => s.Id)).OrderBy(c => c.Id).ToListAsync(Token);
    }
}
