using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Evidence;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Demonstration.Rectifications;

/// <summary>
/// Writes rectification orders that follow from red cards of the demonstration, with evidence: closed, closed in a second round, waiting
/// for the office, and withdrawn.
/// </summary>
/// <remarks>What they say is invented. None waits for its unit, whose last day would have passed years ago.</remarks>
public sealed class DemonstrationRectifications(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    IReferenceReader references,
    EvidenceReceiver receiver,
    EvidenceLimits limits,
    DistrictTime time
)
{
    /// <summary>Orders that follow from cards issued until here end before November.</summary>
    private static readonly DateOnly s_lastCard = new(2014, 10, 10);

    private static readonly Actor s_office = Actor.Of("区效能办", "区效能办", [], DateOnly.MaxValue);
    private static readonly Actor s_unit = Actor.Of("单位负责人", "单位负责人", [], DateOnly.MaxValue);

    private static readonly Ending[] s_endings =
    [
        Ending.Closed,
        Ending.ClosedInSecondRound,
        Ending.Submitted,
        Ending.Closed,
        Ending.Withdrawn,
        Ending.Closed,
    ];

    private enum Ending
    {
        Closed,
        ClosedInSecondRound,
        Submitted,
        Withdrawn,
    }

    /// <summary>Writes them unless there are orders.</summary>
    public async Task FillAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Rectifications, cancellation);
        if (await db.Rectifications.AnyAsync(cancellation))
            return;
        var calendar = (await references.GetAsync(cancellation)).Calendar;
        var until = time.EndOf(s_lastCard);
        var cards = await db
            .SupervisionCards.AsNoTracking()
            .Where(c => c.Level == CardLevel.Red && c.IssuedAt <= until && c.State != CardState.Withdrawn)
            .OrderBy(c => c.Id)
            .Take(s_endings.Length)
            .ToListAsync(cancellation);
        foreach (var (card, ending) in cards.Zip(s_endings))
            await AddAsync(db, card, ending, calendar, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task AddAsync(PortalDb db, SupervisionCard card, Ending ending, WorkingCalendar calendar, CancellationToken cancellation)
    {
        var ordered = After(1, time.DayOf(card.IssuedAt));
        var order = Rectification
            .Order(
                new(
                    "办件超过法定时限未办结，承办环节无人跟踪，须查明原因并整改。",
                    "区效能办《马上就办工作督查办法》：超过法定时限的办件应限期整改并报送佐证材料",
                    After(8, ordered),
                    card.Id
                ),
                card.UnitId,
                s_office,
                At(ordered, 9),
                ordered
            )
            .Value;
        db.Rectifications.Add(order);
        await db.SaveChangesAsync(cancellation);
        if (ending == Ending.Withdrawn)
        {
            Do(order.Withdraw(order.Revision, "经核查系统登记有误，办件未超时。", s_office, At(After(3, ordered), 15)));
            await db.SaveChangesAsync(cancellation);
            return;
        }
        var submitted = After(4, ordered);
        await SubmitAsync("已补办该件，张贴承诺时限，建立未办结件每日核对台账。", submitted);
        if (ending == Ending.ClosedInSecondRound)
        {
            var back = After(1, submitted);
            Do(order.SendBack(order.Revision, "请补充台账运行情况。", After(4, back), s_office, At(back, 11), back));
            submitted = After(2, back);
            await SubmitAsync("台账已运行三日，每日下班前核对，附公示照片。", submitted);
        }
        if (ending != Ending.Submitted)
            Do(order.Close(order.Revision, "整改到位，同意销号。", s_office, At(After(1, submitted), 10)));
        await db.SaveChangesAsync(cancellation);
        return;

        DateOnly After(int workingDays, DateOnly day)
        {
            for (; workingDays > 0; workingDays--)
                do day = day.AddDays(1);
                while (!calendar.IsWorkday(day));
            return day;
        }

        async Task SubmitAsync(string statement, DateOnly day)
        {
            await using var picture = DemonstrationFiles.OpenBytes(DemonstrationFiles.Proof);
            var received = await receiver.ReceiveAsync("整改公示.png", declaredLength: null, picture, cancellation);
            var place = new EvidencePlace(EvidenceSubject.Rectification, order.Id, order.Round);
            Do(received.Refusal);
            Do((await EvidenceStore.AddAsync(db, place, received.Value, limits, s_unit, At(day, 15), cancellation)).Refusal);
            Do(order.Submit(order.Revision, statement, filesOfRound: 1, s_unit, At(day, 16)));
        }
    }

    private DateTimeOffset At(DateOnly day, int hour) => time.FromLocal(day.ToDateTime(new TimeOnly(hour, 0)));

    private static void Do(Refusal? refusal)
    {
        if (refusal is not null)
            throw new InvalidOperationException($"An order of the demonstration cannot be moved: {refusal}.");
    }
}
