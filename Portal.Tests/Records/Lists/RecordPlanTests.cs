using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Lists;

/// <summary>Along which index each list is read, as the database explains the statements themselves.</summary>
[Needs(Resource.Database)]
public sealed partial class RecordPlanTests
{
    private static readonly ListLimits s_many = new(Whole: 0, Sorted: 0, Begin: 50);

    private static readonly RecordOrder s_late = new(RecordSort.Due, Descending: true);
    private static readonly RecordOrder s_soon = new(RecordSort.Due, Descending: false);
    private static readonly RecordOrder s_slow = new(RecordSort.Used, Descending: true);
    private static readonly RecordOrder s_number = new(RecordSort.Number, Descending: false);
    private static readonly RecordOrder s_closed = new(RecordSort.Closed, Descending: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Lists of more records than are read whole: a page is read in the order of an index, without sorting the others.</summary>
    private static IEnumerable<(string Name, RecordFilter Filter, RecordOrder Order, string Index)> Long
    {
        get
        {
            var all = new RecordFilter(RecordStream.Cases);
            var district = all with { UnitId = SampleData.DistrictId };
            yield return ("all", all, RecordOrder.Default, RecordIndexes.Day);
            yield return ("a district's, by due time", district, s_late, RecordIndexes.Due);
            yield return ("a district's, by time used", district, s_slow, RecordIndexes.Used);
            yield return ("a district's, by closing", district, s_closed, RecordIndexes.Closed);
            yield return ("all, by number", all, s_number, RecordIndexes.Number);
            yield return ("a street's overdue, by due time", district with { Overdue = true }, s_soon, RecordIndexes.Due);
            yield return ("due within 3 days", all with { DueWithinDays = 3 }, s_soon, RecordIndexes.Due);
            yield return ("a community's", all with { UnitId = SampleData.CommunityId }, RecordOrder.Default, RecordIndexes.Unit);
            yield return ("an item's", all with { ItemId = 1_101 }, RecordOrder.Default, RecordIndexes.Item);
        }
    }

    /// <summary>Lists of few records, which are read whole along the shortest way.</summary>
    private static IEnumerable<(string Name, RecordFilter Filter, RecordOrder Order, string Index)> Short
    {
        get
        {
            var all = new RecordFilter(RecordStream.Cases);
            yield return ("withdrawn ones", all with { Outcome = CaseOutcome.Withdrawn }, RecordOrder.Default, RecordIndexes.Due);
            yield return ("badly rated ones", all with { Ratings = [1] }, RecordOrder.Default, RecordIndexes.Due);
            yield return ("open ones", all with { Open = true }, RecordOrder.Default, RecordIndexes.Due);
            yield return ("doubtful ones", all with { Doubtful = true }, RecordOrder.Default, RecordIndexes.Due);
            yield return ("an item's slowest", all with { ItemId = 1_101 }, s_slow, RecordIndexes.Item);
            yield return ("a number", all with { CaseNo = "C17" }, RecordOrder.Default, RecordIndexes.Number);
        }
    }

    [Theory, Databases]
    public async Task Statements_OfEachList_ReadAlongItsIndex(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 1_200);
        await using var plans = await StatementPlans.OpenAsync(database);
        var wrong = new List<string>();
        foreach (var (name, filter, order, index) in Long)
            await CheckAsync(name, Search(database, s_many), filter, order, index, isSorted: true);
        foreach (var (name, filter, order, index) in Short)
            await CheckAsync(name, Search(database, ListLimits.Default), filter, order, index, isSorted: false);

        Assert.Equal("", string.Join('\n', wrong));

        async Task CheckAsync(string name, RecordSearch search, RecordFilter filter, RecordOrder order, string index, bool isSorted)
        {
            var read = await plans.OfAsync(() => search.PageAsync(ListSamples.Office, filter, order, after: null, 10, Token));
            if (read.Count == 0)
                wrong.Add($"{name}: no statement");
            foreach (var plan in read)
            {
                if (!plan.Contains(index, StringComparison.Ordinal))
                    wrong.Add($"{name}: not along {index}\n{plan}");
                else if (isSorted && SortsAll().IsMatch(plan))
                    wrong.Add($"{name}: sorts all\n{plan}");
            }
        }
    }

    /// <summary>What the beginning of an order does not hold is sorted once for the whole list, not once for each page.</summary>
    [Theory, Databases]
    public async Task WholeList_OfAPeriodByTimeUsed_IsSortedOnce(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 600);
        await using var plans = await StatementPlans.OpenAsync(database);
        var filter = new RecordFilter(RecordStream.Cases) { From = new(2014, 6, 1), To = new(2014, 8, 31) };
        var search = Search(database, new(Whole: 0, Sorted: int.MaxValue - 1, Begin: 20));

        var read = await plans.OfAsync(async () =>
            Assert.True(await search.AllAsync(ListSamples.Office, filter, s_slow, Token).CountAsync(Token) > 5 * search.RecordsAtOnce)
        );

        // The beginning by time used, the ids of the others, and the beginning of those without time used.
        Assert.InRange(read.Count(plan => plan.Contains("ORDER BY", StringComparison.Ordinal)), 2, 4);
    }

    /// <summary>The latest closings of all are not those of a month before.</summary>
    [Theory, Databases]
    public async Task Page_OfWhatWasClosedInAMonth_BeginsWithItsLastDay(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 1_200);
        await using var plans = await StatementPlans.OpenAsync(database);
        var filter = new RecordFilter(RecordStream.Cases)
        {
            Basis = RecordBasis.Closed,
            UnitId = SampleData.StreetId,
            From = new(2014, 6, 1),
            To = new(2014, 6, 30),
        };
        var search = Search(database, new(Whole: 0, Sorted: int.MaxValue - 1, Begin: 150));

        var read = await plans.OfAsync(() => search.PageAsync(ListSamples.Office, filter, s_closed, after: null, 10, Token));

        Assert.Contains(RecordIndexes.Closed, Assert.Single(read), StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task NextDue_OfOpenRecords_IsTheFirstOfARun(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 1_200);
        await using var plans = await StatementPlans.OpenAsync(database);

        var read = await plans.OfAsync(() => database.Get<OverdueFlagger>().NextDueAsync(Token));

        var plan = Assert.Single(read);
        // One look into the index for each stream, doubtful or not; on PostgreSQL in each partition.
        Assert.InRange(plan.Split(RecordIndexes.Due).Length - 1, 4, kind == DatabaseKind.Sqlite ? 4 : int.MaxValue);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        Assert.DoesNotMatch(SortsAll(), plan);
    }

    internal static RecordSearch Search(TestDatabase database, ListLimits limits) =>
        new(
            database.Get<IDbContextFactory<PortalDb>>(),
            database.Get<IReferenceReader>(),
            database.Get<IUncountedMonths>(),
            database.Get<DistrictTime>()
        )
        {
            Limits = limits,
            RecordsAtOnce = 20,
        };

    // Sorting what is equal by the index, which both databases do in pieces, reads no more than that.
    [GeneratedRegex(@"TEMP B-TREE FOR ORDER BY|(?<!Incremental )Sort  \(", RegexOptions.None, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex SortsAll();
}
