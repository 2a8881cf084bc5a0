using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Lists;

namespace Portal.Benchmarks.Records;

/// <summary>First pages of lists of records, their counts, and a record with its messages, over the whole history.</summary>
internal static class ListsBenchmark
{
    private const int Rounds = 40;
    private const int WarmUp = 5;
    private const int PageSize = 50;
    private const int MostCounted = 10_000;

    private static readonly TimeSpan s_promised = TimeSpan.FromMilliseconds(50);
    private static readonly (DateOnly From, DateOnly To) s_month = (new(2014, 9, 1), new(2014, 9, 30));

    public static async Task<IEnumerable<Measurement>> RunAsync(BenchmarkRun run, DatabaseKind kind)
    {
        var bench = (await run.LongAsync(kind)).Bench;
        await LiveBenchmark.SettleAsync(bench);
        var reference = await bench.Get<IReferenceReader>().GetAsync();
        var search = bench.Get<RecordSearch>();
        var pages = new List<(string Name, Timings Times)>();
        foreach (var (name, filter, order) in Lists(reference))
        {
            var times = await Timings.OfAsync(_ => search.PageAsync(Actor.System, filter, order, after: null, PageSize), WarmUp, Rounds);
            var counts = await Timings.OfAsync(_ => search.CountAsync(Actor.System, filter, MostCounted), warmUp: 1, rounds: 10);
            pages.Add((name, times));
            Console.Error.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: first page median {ResultTable.Milliseconds(times.Median)}, p99 {ResultTable.Milliseconds(times.P99)}; "
                        + $"count median {ResultTable.Milliseconds(counts.Median)}"
                )
            );
        }
        var slowest = pages.MaxBy(p => p.Times.Median);
        var first = (await search.PageAsync(Actor.System, new(RecordStream.Cases), RecordOrder.Default, after: null, 1))[0];
        var record = await Timings.OfAsync(
            _ => bench.Get<RecordHistory>().ReadAsync(Actor.System, RecordStream.Cases, first.Source, first.Record.CaseNo),
            WarmUp,
            Rounds
        );
        return
        [
            OfPromise($"first page of {pages.Count} lists at {run.Cases:#,0} cases, the slowest: {slowest.Name} ({kind})", slowest.Times),
            OfPromise($"a record with its messages at {run.Cases:#,0} cases ({kind})", record),
        ];
    }

    private static Measurement OfPromise(string name, Timings times) =>
        new(
            name,
            $"median {ResultTable.Milliseconds(times.Median)}, p99 {ResultTable.Milliseconds(times.P99)}",
            "promise " + ResultTable.Milliseconds(s_promised),
            s_promised / times.Median,
            "≤ 50 ms",
            times.Median <= s_promised
        );

    private static IEnumerable<(string Name, RecordFilter Filter, RecordOrder Order)> Lists(ReferenceData reference)
    {
        var (from, to) = s_month;
        var district = reference.Units.Find("D")!.Id;
        var street = reference.Units.ChildrenAt(district, to).First(u => reference.Units.ChildrenAt(u.Id, to).Any()).Id;
        var community = reference.Units.ChildrenAt(street, to).First().Id;
        var all = new RecordFilter(RecordStream.Cases);
        var ofStreet = all with { UnitId = street, From = from, To = to };
        var newest = RecordOrder.Default;
        yield return ("all", all, newest);
        yield return ("a district's month", all with { UnitId = district, From = from, To = to }, newest);
        yield return ("a street's month as structured then", ofStreet with { Structure = RecordStructure.Then }, newest);
        yield return ("a community's overdue", all with { UnitId = community, Overdue = true }, newest);
        yield return (
            "a street's overdue, by due time",
            all with
            {
                UnitId = street,
                Overdue = true,
            },
            new(RecordSort.Due, Descending: false)
        );
        yield return ("open ones due within 3 days", all with { DueWithinDays = 3 }, new(RecordSort.Due, Descending: false));
        yield return ("an item's", all with { ItemId = reference.Items.All[0].Id }, newest);
        yield return ("an item's slowest", all with { ItemId = reference.Items.All[0].Id }, new(RecordSort.Used, Descending: true));
        yield return ("closed in a month", all with { UnitId = street, Basis = RecordBasis.Closed, From = from, To = to }, newest);
        yield return ("on the spot in a street's month", ofStreet with { Measure = RecordMeasure.OnTheSpot }, newest);
        yield return ("badly rated ones of a street", all with { UnitId = street, Ratings = [1] }, newest);
        yield return ("withdrawn ones", all with { Outcome = CaseOutcome.Withdrawn }, newest);
        yield return ("a district's, by due time", all with { UnitId = district }, new(RecordSort.Due, Descending: true));
        yield return ("a district's, by time used", all with { UnitId = district }, new(RecordSort.Used, Descending: true));
    }
}
