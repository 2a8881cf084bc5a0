using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Storage.Kills;

/// <summary>Issues cards of records that fall due one group after the other; acknowledges each group.</summary>
internal sealed class IssuingWork : KilledWork
{
    private const int Groups = 20;
    private const int RecordsOfAGroup = 150;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public override int LastStep => Groups / 2;

    public override async Task PrepareAsync(TestDatabase database)
    {
        await database.Get<CardIssuer>().RunAsync(Token); // puts the rules in force
        await database.SendCasesAsync([
            .. Enumerable
                .Range(0, Groups * RecordsOfAGroup)
                .Select(i =>
                    SampleData.Input(i.ToString(CultureInfo.InvariantCulture)) with
                    {
                        ItemCode = SampleData.UnlimitedItem, // without a limit by law: the due time is the source's
                        AcceptedAt = SampleData.Local(2014, 10, 31),
                        DueAt = DueOf(i / RecordsOfAGroup),
                    }
                ),
        ]);
    }

    public override async Task WorkAsync(TestDatabase database, Action<string> acknowledge)
    {
        for (var group = 0; group < Groups; group++)
        {
            await IssueAsync(database, DueOf(group).AddSeconds(1));
            acknowledge(group.ToString(CultureInfo.InvariantCulture));
        }
    }

    public override async Task CheckAsync(TestDatabase database, IReadOnlyList<string> acknowledged)
    {
        await using (var db = database.Open())
        {
            var yellow = await db.SupervisionCards.Where(c => c.Level == CardLevel.Yellow).Select(c => c.At).ToListAsync(Token);
            for (var group = 0; group < acknowledged.Count; group++)
                Assert.Equal(RecordsOfAGroup, yellow.Count(at => at == DueOf(group) + Domain.Shared.DistrictTime.Tick));
            // Each has its history, or is not there.
            Assert.Equal(await db.SupervisionCards.CountAsync(Token), await db.Set<CardStep>().CountAsync(Token));
        }
        await WorkAsync(database, _ => { });
        await IssueAsync(database, SampleData.Local(2014, 11, 12));

        await using var whole = database.Open();
        var cards = await whole.SupervisionCards.AsNoTracking().ToListAsync(Token);
        Assert.Equal(Groups * RecordsOfAGroup, cards.Select(c => c.SubjectId).Distinct().Count());
        Assert.All(
            cards.GroupBy(c => c.SubjectId),
            record => Assert.Equal([CardLevel.Notice, CardLevel.Yellow, CardLevel.Red], record.Select(c => c.Level).Order())
        );
    }

    private static DateTimeOffset DueOf(int group) => SampleData.Local(2014, 11, 5, 10).AddMinutes(group);

    private static Task IssueAsync(TestDatabase database, DateTimeOffset now)
    {
        database.Clock.AdjustTime(now);
        return database.Get<CardIssuer>().RunAsync(Token);
    }
}
