using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using Portal.Tests.Support.Circuits;

namespace Portal.Tests.Live;

/// <summary>
/// The server's memory for an open live page of a whole district, after a push: a thousand of them must fit into a small machine.
/// </summary>
[Needs(Resource.Database)]
public sealed class PageWeightTests : IAsyncLifetime
{
    private const int Streets = 10;
    private const int Communities = 5;
    private const int Months = 10;
    private const int Pushes = 4;

    private const int MostComponents = 82;
    private const int MostBytes = 292 << 10;
    private const string Address = "live?from=2014-01-01&to=2014-10-31";
    private const string Columns = "source,caseNo,unitCode,itemCode,channel,acceptedAt,closedAt,outcome,satisfaction\n";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private PortalInstance _portal = null!;
    private CircuitVisitor _visitor = null!;
    private HttpClient _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        await using (var db = await _portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
            await GrowAsync(db);
        await _portal.CreateUserAsync("wall", Role.Leader, SampleData.District);
        _visitor = new CircuitVisitor(_portal.Address);
        await _visitor.SignInAsync("wall", PortalInstance.Password);
        _caller = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite);
        await PostAsync([
            .. Enumerable.Range(1, Months).SelectMany(month => Codes().Select((unit, i) => Case($"{month}-{unit}", unit, month, i))),
        ]);
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        _visitor.Dispose();
        return _portal.DisposeAsync();
    }

    [Fact]
    public async Task LivePage_OfADistrict_KeepsFewComponentsAndShortLists()
    {
        var batches = System.Threading.Channels.Channel.CreateUnbounded<byte[]>();
        var (client, _) = await CircuitClient.OpenAsync(_visitor, Address, batch => batches.Writer.TryWrite(batch));
        await using var open = client;
        for (var push = 1; push <= Pushes; push++)
        {
            var shown = (Streets * Months) + push;
            await PostAsync([Case($"push-{push}", SampleData.Street, Months, push)]);
            while (
                !Says(
                    await batches
                        .Reader.ReadAsync(TestContext.Current.CancellationToken)
                        .AsTask()
                        .WaitAsync(s_patience, TestContext.Current.CancellationToken),
                    shown
                )
            ) { }
        }

        var weight = await WeighAsync();
        TestContext.Current.TestOutputHelper!.WriteLine(weight.ToString());
        Assert.True(weight.Components <= MostComponents && weight.Bytes <= MostBytes, weight.ToString());
    }

    // The previous push is released only when the last one is acknowledged.
    private async Task<CircuitWeight> WeighAsync()
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var giveUp = new CancellationTokenSource(s_patience);
        for (; ; await again.WaitForNextTickAsync(CancellationToken.None))
        {
            var weight = Assert.Single(await CircuitWeight.OfAllAsync(_portal.Services));
            if (weight.Bytes <= MostBytes || giveUp.IsCancellationRequested)
                return weight;
        }
    }

    private static IEnumerable<string> Codes() =>
        Enumerable.Range(1, Streets).Select(s => string.Create(CultureInfo.InvariantCulture, $"{SampleData.District}{s:000}"));

    private static string Case(string number, string unit, int month, int item) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"test,{number},{unit},N{item % 8},window,2014-{month:00}-08T09:00:00,2014-{month:00}-09T09:20:00,completed,5\n"
        );

    // A batch writes a text with its length in front.
    private static bool Says(byte[] batch, int count)
    {
        var text = Encoding.UTF8.GetBytes(count.ToString(CultureInfo.InvariantCulture));
        return batch.AsSpan().IndexOf([(byte)text.Length, .. text]) >= 0;
    }

    private async Task PostAsync(IReadOnlyList<string> cases)
    {
        using var answer = await PortalInstance.PostAsync(_caller, "/api/v1/cases", Columns + string.Concat(cases), "text/csv");
        answer.EnsureSuccessStatusCode();
    }

    private static async Task GrowAsync(PortalDb db)
    {
        foreach (var (code, i) in Codes().Skip(2).Select((code, i) => (code, i)))
        {
            var street = 2_000 + (i * 10);
            db.Units.Add(SampleData.Unit(street, code, $"第{i}街道", UnitKind.Street, SampleData.DistrictId));
            for (var c = 1; c <= Communities; c++)
                db.Units.Add(SampleData.Unit(street + c, $"{code}{c:000}", $"第{i}街道第{c}社区", UnitKind.Community, street));
        }
        for (var i = 0; i < 8; i++)
            db.ServiceItems.Add(SampleData.Item(2_100 + i, $"N{i}", SampleData.DepartmentId, statutory: 20, promised: 6));
        (await db.ReferenceStates.FindAsync(ReferenceState.SingleId))!.Version++;
        await db.SaveChangesAsync();
    }
}
