using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;

namespace Portal.Benchmarks.Supervision;

/// <summary>Many cards that are due at one instant, and the board of many open ones.</summary>
internal static class CardsBenchmark
{
    private const int DueAtOnce = 100_000;
    private const int Rounds = 20;
    private const int WarmUp = 3;
    private const int Listed = 300;

    private static readonly TimeSpan s_issuing = TimeSpan.FromSeconds(60);
    private static readonly (int Open, TimeSpan Promised)[] s_boards =
    [
        (10_000, TimeSpan.FromMilliseconds(200)),
        (1_000_000, TimeSpan.FromMilliseconds(400)),
    ];

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var results = new List<Measurement> { await IssueAsync(kind) };
        foreach (var (open, promised) in s_boards)
            results.Add(await BoardAsync(kind, open, promised));
        return results;
    }

    private static async Task<Measurement> IssueAsync(DatabaseKind kind)
    {
        await using var bench = await Workbench.CreateAsync(kind);
        await AddRecordsAsync(bench);
        var watch = Stopwatch.StartNew();
        var (issued, _) = await bench.Get<CardIssuer>().RunAsync();
        var taken = watch.Elapsed;
        if (issued != DueAtOnce)
            throw new InvalidOperationException($"{issued} cards were issued.");
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{DueAtOnce:#,0} cards that are due at one instant, followed and issued ({kind})"),
            string.Create(CultureInfo.InvariantCulture, $"{taken.TotalSeconds:0.0} s, {DueAtOnce / taken.TotalSeconds:#,0} cards/s"),
            string.Create(CultureInfo.InvariantCulture, $"limit {s_issuing.TotalSeconds:0} s"),
            taken / s_issuing,
            "≤ 1 ×",
            taken <= s_issuing
        );
    }

    /// <summary>Open cases, all due at the same instant by their source, and a rule that speaks of it.</summary>
    private static async Task AddRecordsAsync(Workbench bench)
    {
        var due = bench.Get<DistrictTime>().StartOf(new(2014, 10, 8));
        await using var db = bench.Open();
        var rule = ShippedRules.From(due.AddDays(-30), Actor.System.Name).Single(r => r.Trigger == RuleTrigger.PromisePassed);
        db.WarningRules.Add(rule);
        await db.SaveChangesAsync();
        var file = bench.PathOf("open.csv");
        await using (var writer = new StreamWriter(file))
        {
            await writer.WriteLineAsync("source,caseNo,unitCode,itemCode,acceptedAt,dueAt");
            for (var i = 0; i < DueAtOnce; i++)
            {
                var unit = $"S{i % Workbench.Streets}C{i / Workbench.Streets % Workbench.CommunitiesPerStreet}";
                await writer.WriteLineAsync(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"bench,{i},{unit},I{i % Workbench.Items},2014-09-29T09:00:00,2014-10-08T00:00:00"
                    )
                );
            }
        }
        var imported = await ImportBenchmark.ImportFileAsync(bench, file);
        if (imported.Created != DueAtOnce)
            throw new InvalidOperationException($"{imported.Created} rows were created: {imported.Errors.FirstOrDefault()}");
    }

    private static async Task<Measurement> BoardAsync(DatabaseKind kind, int open, TimeSpan promised)
    {
        await using var bench = await Workbench.CreateAsync(kind);
        await AddCardsAsync(bench, open);
        var reference = await bench.Get<IReferenceReader>().GetAsync();
        var district = reference.Units.Find("D")!.Id;
        var street = reference.Units.Find("S0")!.Id;
        var office = Actor.Of("office", "office", [new(Role.EfficiencyOffice, district, DateOnly.MinValue)], DateOnly.MaxValue);
        var cards = bench.Get<CardReader>();
        CardFilter[] filters =
        [
            new(),
            new(Level: CardLevel.Red),
            new(Level: CardLevel.Yellow, States: [CardState.Issued, CardState.Acknowledged]),
            new(street),
            new(street, CardLevel.Red, [CardState.Answered, CardState.Contested]),
        ];
        var slowest = TimeSpan.Zero;
        foreach (var filter in filters)
        {
            var counts = await Timings.OfAsync(_ => cards.CountAsync(office, new(filter.UnitId)), WarmUp, Rounds);
            var pages = await Timings.OfAsync(_ => cards.PageAsync(office, filter, before: null, Listed), WarmUp, Rounds);
            Console.Error.WriteLine(
                $"{filter}: counts {ResultTable.Milliseconds(counts.Median)}, page {ResultTable.Milliseconds(pages.Median)}"
            );
            var both = counts.Median + pages.Median;
            slowest = both > slowest ? both : slowest;
        }
        return new(
            string.Create(CultureInfo.InvariantCulture, $"the board of {open:#,0} open cards, the slowest of its filters ({kind})"),
            "median " + ResultTable.Milliseconds(slowest),
            "promise " + ResultTable.Milliseconds(promised),
            slowest / promised,
            "≤ 1 ×",
            slowest <= promised
        );
    }

    private static async Task AddCardsAsync(Workbench bench, int count)
    {
        await using var db = bench.Open();
        var now = bench.Get<DistrictTime>().Now;
        var rules = ShippedRules.From(now, Actor.System.Name);
        db.WarningRules.AddRange(rules);
        await db.SaveChangesAsync();
        var units = (await bench.Get<IReferenceReader>().GetAsync())
            .Units.All.Where(u => u.Code.Contains('C', StringComparison.Ordinal))
            .ToList();
        var states = new[] { CardState.Issued, CardState.Acknowledged, CardState.Answered, CardState.Contested };
        var cards = Enumerable
            .Range(0, count)
            .Select(i =>
            {
                var rule = rules[i % rules.Count];
                return new SupervisionCard
                {
                    RuleId = rule.Id,
                    Level = rule.Level,
                    Subject = CardSubject.Case,
                    SubjectId = i,
                    UnitId = units[i % units.Count].Id,
                    At = now,
                    IssuedAt = now.AddSeconds(i),
                    State = states[i / 7 % states.Length],
                    AnswerDueAt = now.AddDays(3),
                    Evidence = Evidence(rule, i).ToJson(),
                };
            });
        await using var transaction = await bench.Get<WriteGate>().BeginAsync(db, WriteLane.Supervision);
        await BulkRows.InsertAsync(db, cards, numbered: false, CancellationToken.None);
        await transaction.CommitAsync();
        if (bench.Kind == DatabaseKind.Postgres)
            await db.Database.ExecuteSqlRawAsync("VACUUM ANALYZE \"SupervisionCards\"");
    }

    private static CardEvidence Evidence(WarningRule rule, int number) =>
        new(
            "bench",
            number.ToString(CultureInfo.InvariantCulture),
            "S0C0",
            "Unit S0C0",
            "I0",
            "Item 0",
            rule.ValidFrom.AddDays(-10),
            rule.ValidFrom,
            null,
            null,
            null,
            null,
            0,
            false,
            rule.Code,
            rule.Number,
            rule.Amount
        );
}
