using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Lists;

[Needs(Resource.Database)]
public sealed class RecordSearchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<RecordFilter> Filters
    {
        get
        {
            var cases = new RecordFilter(RecordStream.Cases);
            var street = cases with { UnitId = SampleData.StreetId };
            var then = street with { Structure = RecordStructure.Then };
            return
            [
                cases,
                new(RecordStream.Appeals),
                street,
                then,
                then with
                {
                    Basis = RecordBasis.Closed,
                },
                street with
                {
                    Own = true,
                },
                cases with
                {
                    UnitId = SampleData.DistrictId,
                    To = new(2014, 7, 31),
                    Measure = RecordMeasure.Backlog,
                },
                cases with
                {
                    To = new(2014, 7, 31),
                    Basis = RecordBasis.Closed,
                    Measure = RecordMeasure.Backlog,
                },
                then with
                {
                    UnitId = SampleData.OtherStreetId,
                },
                cases with
                {
                    UnitId = SampleData.CommunityId,
                },
                cases with
                {
                    UnitId = SampleData.DistrictId,
                },
                cases with
                {
                    From = new(2014, 6, 1),
                    To = new(2014, 8, 31),
                },
                cases with
                {
                    From = new(2014, 6, 1),
                    To = new(2014, 8, 31),
                    Basis = RecordBasis.Closed,
                },
                then with
                {
                    From = new(2014, 5, 15),
                    To = new(2014, 6, 15),
                },
                cases with
                {
                    ItemId = 1_101,
                },
                cases with
                {
                    ItemId = 1_101,
                    UnitId = SampleData.OtherStreetId,
                },
                new(RecordStream.Appeals) { ItemId = RecordFilter.None },
                new(RecordStream.Appeals) { DepartmentId = RecordFilter.None },
                new(RecordStream.Appeals) { AppealSource = AppealSource.CityTransfer },
                cases with
                {
                    DepartmentId = SampleData.DepartmentId,
                },
                .. Enum.GetValues<ItemKind>().Select(kind => cases with { Kind = kind }),
                cases with
                {
                    Channel = Channel.Phone,
                },
                cases with
                {
                    Mode = ServiceMode.HomeVisit,
                },
                cases with
                {
                    WithoutMode = true,
                },
                cases with
                {
                    Open = true,
                },
                cases with
                {
                    Open = false,
                },
                street with
                {
                    Open = true,
                    Overdue = true,
                },
                cases with
                {
                    Overdue = true,
                },
                cases with
                {
                    Overdue = false,
                },
                cases with
                {
                    DueWithinDays = 0,
                },
                cases with
                {
                    DueWithinDays = 10,
                },
                cases with
                {
                    OnTheSpot = true,
                },
                cases with
                {
                    OnTheSpot = false,
                },
                cases with
                {
                    Ratings = [1, 2],
                },
                cases with
                {
                    Ratings = [3, 5],
                },
                cases with
                {
                    Ratings = [RecordFilter.Unrated],
                },
                .. Enum.GetValues<CaseOutcome>().Select(outcome => cases with { Outcome = outcome }),
                cases with
                {
                    CaseNo = "C17",
                },
                cases with
                {
                    Doubtful = true,
                },
                cases with
                {
                    Doubtful = false,
                    UnitId = SampleData.StreetId,
                },
                .. Enum.GetValues<RecordMeasure>().Select(measure => then with { Measure = measure }),
            ];
        }
    }

    private static IEnumerable<RecordFilter> AllFilters =>
        Filters.Concat(Filters.Where(f => f.CaseNo is null).Select(f => f with { AsOf = SampleData.Local(2014, 8, 15, 12) }));

    /// <summary>The bounds in use, and some by which few records already take the ways of many.</summary>
    private static IEnumerable<ListLimits> Limits =>
        [ListLimits.Default, new(Whole: 0, Sorted: 0, Begin: 3), new(Whole: 0, Sorted: int.MaxValue - 1, Begin: 3)];

    private static IEnumerable<RecordOrder> Orders =>
        Enum.GetValues<RecordSort>().SelectMany(column => new[] { new RecordOrder(column, true), new RecordOrder(column, false) });

    [Theory, Databases]
    public async Task List_OfEveryFilter_IsThatOfTheSlowTwin(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 400);
        var all = await RecordsAsync(database);
        var naive = new NaiveList(await database.Get<IReferenceReader>().GetAsync(Token), database.Time);
        var wrong = new List<string>();
        foreach (var (filter, limits) in AllFilters.SelectMany(filter => Limits.Select(limits => (filter, limits))))
        {
            var search = RecordPlanTests.Search(database, limits);
            long[] expected = [.. all.Where(r => StreamOf(r) == filter.Stream && naive.Contains(filter, r)).Select(r => r.Id).Order()];
            var found = await search.PageAsync(ListSamples.Office, filter, RecordOrder.Default, after: null, 1_000, Token);
            if (!expected.SequenceEqual(found.Select(f => f.Record.Id).Order()))
                wrong.Add($"{filter}, {limits}: {found.Count} instead of {expected.Length}");
            if (await search.CountAsync(ListSamples.Office, filter, 1_000, Token) != expected.Length)
                wrong.Add($"{filter}, {limits}: counts another number than {expected.Length}");
        }
        Assert.Equal("", string.Join('\n', wrong));
    }

    /// <summary>A filter that no record meets proves nothing: each meets some and not all.</summary>
    [Fact]
    public async Task Filters_OfTheseTests_EachMeetSomeRecords()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 400);
        var search = database.Get<RecordSearch>();
        foreach (var filter in Filters.Where(f => f.Kind is not (ItemKind.OtherPower or ItemKind.NonLicenceApproval)))
            Assert.True(await search.CountAsync(ListSamples.Office, filter, 1, Token) > 0, filter.ToString());
    }

    [Theory, Databases]
    public async Task Pages_InEveryOrder_AreSortedAndWhole(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 110);
        var all = await RecordsAsync(database);
        RecordFilter[] filters =
        [
            new(RecordStream.Cases),
            new(RecordStream.Cases) { UnitId = SampleData.StreetId, Structure = RecordStructure.Then },
            new(RecordStream.Cases) { UnitId = SampleData.CommunityId },
            new(RecordStream.Cases) { Open = true },
            new(RecordStream.Cases) { Overdue = true, UnitId = SampleData.StreetId },
            new(RecordStream.Cases) { From = new(2014, 6, 1), To = new(2014, 8, 31) },
            new(RecordStream.Cases)
            {
                Basis = RecordBasis.Closed,
                UnitId = SampleData.StreetId,
                From = new(2014, 6, 1),
                To = new(2014, 8, 31),
            },
        ];
        var naive = new NaiveList(await database.Get<IReferenceReader>().GetAsync(Token), database.Time);
        foreach (var filter in filters)
        {
            var wanted = all.Where(r => StreamOf(r) == RecordStream.Cases && naive.Contains(filter, r)).ToList();
            foreach (var (order, limits) in Orders.SelectMany(order => Limits.Select(limits => (order, limits))))
            {
                var search = RecordPlanTests.Search(database, limits);
                Assert.Equal(Sorted(wanted, order), await PageByPageAsync(search, filter, order, count: 31));
                Assert.Equal(
                    Sorted(wanted, order),
                    await search.AllAsync(ListSamples.Office, filter, order, Token).Select(found => found.Record.Id).ToListAsync(Token)
                );
            }
        }
    }

    [Theory, Databases]
    public async Task Pages_WhileRecordsArrive_LoseAndRepeatNone(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 100);
        var (search, random) = (database.Get<RecordSearch>(), new Random(3));
        foreach (var order in Orders)
        {
            var before = (await RecordsAsync(database)).Where(r => StreamOf(r) == RecordStream.Cases).Select(r => r.Id).ToHashSet();
            var arrived = 0;
            var seen = await PageByPageAsync(
                search,
                new(RecordStream.Cases),
                order,
                () => database.SendCasesAsync(ListSamples.Input(random, $"new-{order}-{arrived++}")),
                count: 14
            );
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Superset(before, seen.ToHashSet());
            Assert.True(arrived > 5);
        }
    }

    [Theory, Databases]
    public async Task List_OfAnActor_HasOnlyRecordsOfTheirUnits(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 200);
        var search = database.Get<RecordSearch>();
        var street = Actors.Of("clerk", Role.Clerk, SampleData.StreetId);
        var all = await RecordsAsync(database);

        var own = await search.PageAsync(street, new(RecordStream.Cases), RecordOrder.Default, after: null, 1_000, Token);
        var foreign = new RecordFilter(RecordStream.Cases) { UnitId = SampleData.OtherStreetId };
        var then = new RecordFilter(RecordStream.Cases) { UnitId = SampleData.StreetId, Structure = RecordStructure.Then };

        int[] units = [SampleData.StreetId, SampleData.CommunityId];
        Assert.Equal(
            all.Where(r => StreamOf(r) == RecordStream.Cases && units.Contains(r.UnitId)).Select(r => r.Id).Order(),
            own.Select(f => f.Record.Id).Order()
        );
        Assert.Empty(await search.PageAsync(street, foreign, RecordOrder.Default, after: null, 10, Token));
        Assert.Equal(0, await search.CountAsync(street, foreign, 10, Token));
        // The community that went to the other street is not the clerk's any more, though it was below the street then.
        Assert.DoesNotContain(
            await search.PageAsync(street, then, RecordOrder.Default, after: null, 1_000, Token),
            f => f.Record.UnitId == SampleData.SecondCommunityId
        );
        Assert.Empty(await search.PageAsync(Actor.Nobody, new(RecordStream.Cases), RecordOrder.Default, after: null, 10, Token));
        var foreignCase = all.First(r => r.UnitId == SampleData.OtherCommunityId && StreamOf(r) == RecordStream.Cases);
        await using var db = database.Open();
        var source = (await db.RecordSources.SingleAsync(s => s.Id == foreignCase.SourceId, Token)).Name;
        Assert.Null(await search.FindAsync(street, RecordStream.Cases, source, foreignCase.CaseNo, Token));
        Assert.NotNull(await search.FindAsync(ListSamples.Office, RecordStream.Cases, source, foreignCase.CaseNo, Token));
    }

    [Theory, Databases]
    public async Task Count_OfMoreThanTheBound_IsOneAboveIt(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 50);

        Assert.Equal(11, await database.Get<RecordSearch>().CountAsync(ListSamples.Office, new(RecordStream.Cases), 10, Token));
        Assert.Equal(50, await database.Get<RecordSearch>().CountAsync(ListSamples.Office, new(RecordStream.Cases), int.MaxValue, Token));
    }

    /// <summary>
    /// Above the bound of records that are read whole, a list is read along another index: the same records in the same order.
    /// </summary>
    [Theory, Databases]
    public async Task Pages_OfManyRecords_AreThoseOfFew(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 7_000);
        var (search, all) = (database.Get<RecordSearch>(), await RecordsAsync(database));
        var naive = new NaiveList(await database.Get<IReferenceReader>().GetAsync(Token), database.Time);
        RecordFilter[] filters =
        [
            new(RecordStream.Cases),
            new(RecordStream.Cases) { UnitId = SampleData.StreetId },
            new(RecordStream.Cases) { UnitId = SampleData.DistrictId, Channel = Channel.Phone },
            new(RecordStream.Cases)
            {
                From = new(2014, 5, 1),
                To = new(2014, 9, 30),
                Overdue = false,
            },
        ];
        foreach (var filter in filters)
        {
            foreach (var order in Orders)
            {
                var wanted = all.Where(r => StreamOf(r) == RecordStream.Cases && naive.Contains(filter, r));
                Assert.Equal(Sorted(wanted, order), await PageByPageAsync(search, filter, order, count: 2_500));
            }
        }
    }

    private static RecordStream StreamOf(ServiceRecord record) => record is Appeal ? RecordStream.Appeals : RecordStream.Cases;

    private static IEnumerable<long> Sorted(IEnumerable<ServiceRecord> records, RecordOrder order)
    {
        if (order.By == RecordSort.Number)
        {
            var ascending = records.OrderBy(r => r.SourceId).ThenBy(r => r.CaseNo, StringComparer.Ordinal).Select(r => r.Id);
            return order.Descending ? ascending.Reverse() : ascending;
        }
        var sign = order.Descending ? -1 : 1;
        return records
            .OrderBy(r => NaiveList.Key(order.By, r) is null)
            .ThenBy(r => NaiveList.Key(order.By, r) * sign)
            .ThenBy(r => r.Id * sign)
            .Select(r => r.Id);
    }

    private static async Task<List<long>> PageByPageAsync(
        RecordSearch search,
        RecordFilter filter,
        RecordOrder order,
        Func<Task>? between = null,
        int count = 7
    )
    {
        var seen = new List<long>();
        for (RecordCursor? after = null; ; )
        {
            var page = await search.PageAsync(ListSamples.Office, filter, order, after, count, Token);
            seen.AddRange(page.Select(f => f.Record.Id));
            if (page.Count < count)
                return seen;
            after = RecordSearch.CursorOf(page[^1], order);
            if (between is not null)
                await between();
        }
    }

    private static async Task<List<ServiceRecord>> RecordsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.Records.AsNoTracking().ToListAsync(Token);
    }
}
