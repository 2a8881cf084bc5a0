using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Portal.Circuits;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Shell;

/// <summary>The data that a request read go to the circuit of its page alone.</summary>
public sealed class PrerenderHandoverTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PrerenderStore _openings;
    private int _reads;

    public PrerenderHandoverTests() => _openings = new(_clock);

    [Fact]
    public async Task Circuit_GetsWhatItsRequestRead_AtOnceAndOnce()
    {
        await RequestAsync("page", "leader");

        var circuit = new PrerenderHandover(_openings);
        circuit.BeginCircuit("page", "leader");
        Assert.True(circuit.HasRequestData);
        var first = circuit.ReadAsync("figures", NeverAsync);
        Assert.True(first.IsCompletedSuccessfully);
        Assert.Equal(1, await first);
        Assert.Equal(2, await circuit.ReadAsync("figures", ReadAsync));
        Assert.Equal(0, _openings.Count);
    }

    [Theory]
    [InlineData("page", "office")]
    [InlineData("other", "leader")]
    public async Task Circuit_OfAnotherPageOrReader_ReadsByItself(string ticket, string user)
    {
        await RequestAsync("page", "leader");

        var circuit = new PrerenderHandover(_openings);
        circuit.BeginCircuit(ticket, user);
        Assert.False(circuit.HasRequestData);
        Assert.Equal(2, await circuit.ReadAsync("figures", ReadAsync));
    }

    [Fact]
    public async Task SecondCircuitOfAPage_ReadsByItself()
    {
        await RequestAsync("page", "leader");
        new PrerenderHandover(_openings).BeginCircuit("page", "leader");

        var second = new PrerenderHandover(_openings);
        second.BeginCircuit("page", "leader");
        Assert.Equal(2, await second.ReadAsync("figures", ReadAsync));
    }

    [Fact]
    public async Task Circuit_ThatBeginsLate_ReadsByItself()
    {
        await RequestAsync("page", "leader");
        _clock.Advance(PrerenderStore.Lifetime + TimeSpan.FromSeconds(1));

        var circuit = new PrerenderHandover(_openings);
        circuit.BeginCircuit("page", "leader");
        Assert.Equal(2, await circuit.ReadAsync("figures", ReadAsync));
    }

    [Fact]
    public async Task AfterTheFirstRendering_EverythingIsReadAnew()
    {
        await RequestAsync("page", "leader");
        var circuit = new PrerenderHandover(_openings);
        circuit.BeginCircuit("page", "leader");
        circuit.End();

        Assert.False(circuit.HasRequestData);
        Assert.Equal(2, await circuit.ReadAsync("figures", ReadAsync));
    }

    [Fact]
    public async Task NothingRead_IsHandedOutLikeAnything()
    {
        var request = new PrerenderHandover(_openings);
        request.Keep("page", "leader");
        Assert.Null(await request.ReadAsync("unit", () => Task.FromResult<string?>(null)));

        var circuit = new PrerenderHandover(_openings);
        circuit.BeginCircuit("page", "leader");
        Assert.Null(await circuit.ReadAsync("unit", () => Task.FromResult<string?>("another")));
    }

    [Fact]
    public async Task PagesThatNobodyTakesUp_AreForgottenAndNeverTooMany()
    {
        for (var i = 0; i < 400; i++)
            await RequestAsync(i.ToString(CultureInfo.InvariantCulture), "leader");
        Assert.Equal(250, _openings.Count);

        _clock.Advance(PrerenderStore.Lifetime + TimeSpan.FromSeconds(1));
        await RequestAsync("page", "leader");
        Assert.Equal(1, _openings.Count);
    }

    [Fact]
    public async Task WithoutATicket_EverythingIsRead()
    {
        var opening = new PrerenderHandover(_openings);

        Assert.Equal(1, await opening.ReadAsync("figures", ReadAsync));
        Assert.Equal(2, await opening.ReadAsync("figures", ReadAsync));
        Assert.Equal(0, _openings.Count);
    }

    private async Task RequestAsync(string ticket, string user)
    {
        _reads = 0;
        var request = new PrerenderHandover(_openings);
        request.Keep(ticket, user);
        Assert.Equal(1, await request.ReadAsync("figures", ReadAsync));
    }

    private Task<int> ReadAsync() => Task.FromResult(++_reads);

    private static Task<int> NeverAsync() => new TaskCompletionSource<int>().Task;
}
