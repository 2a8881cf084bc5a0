using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using Portal.Tests.Support.Circuits;

namespace Portal.Tests.Access;

/// <summary>The end of a grant ends the circuit that was opened with it. The clocks stop until a test moves them.</summary>
[Needs(Resource.Database)]
public sealed class GrantEndTests : IAsyncLifetime
{
    private static readonly DateOnly s_today = new(2014, 10, 31);
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(55);

    /// <summary>From 10:00, the time of the clocks.</summary>
    private static readonly TimeSpan s_toMidnight = TimeSpan.FromHours(14);

    private readonly FakeTimeProvider _clock = new(SampleData.Now);
    private PortalInstance _portal = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_clock);
            builder.Services.Configure<SecurityStampValidatorOptions>(options => options.TimeProvider = _clock);
        });
        await _portal.CreateUserAsync("zhang", Role.Leader, SampleData.Street);
    }

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    /// <summary>A real page over a real connection: at midnight it is redirected to the sign-in page.</summary>
    [Fact]
    public async Task Page_OfAGrantThatEndsToday_IsSentToSignInAtMidnight()
    {
        await EndGrantAsync(s_today);
        using var visitor = new CircuitVisitor(_portal.Address);
        await visitor.SignInAsync("zhang", PortalInstance.Password);
        var (client, _) = await CircuitClient.OpenAsync(visitor, "live?from=2014-10-01&to=2014-10-31");
        await using var open = client;

        _clock.Advance(s_toMidnight);

        var address = await client.NavigatedAsync();
        Assert.Contains("/account/login", address, StringComparison.Ordinal);
        Assert.Contains("ended=1", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Circuit_OfAGrantThatEndsToday_IsCheckedAtMidnightAndEnds()
    {
        await EndGrantAsync(s_today);
        await using var window = await OpenWindow.OpenAsync(_portal, "zhang");
        Assert.Equal(s_interval, await window.Clock.NextWaitAsync());

        window.Clock.Advance(s_toMidnight - TimeSpan.FromSeconds(20));
        Assert.Equal(TimeSpan.FromSeconds(20), await window.Clock.NextWaitAsync());
        Assert.Equal("zhang", await window.UserAsync());
        Assert.True((await window.ActorAsync()).May(Permissions.MetricsRead));

        window.Clock.Advance(TimeSpan.FromSeconds(20));
        await window.EndedAsync();
        Assert.Null(await window.UserAsync());
        Assert.Same(Actor.Nobody, await window.ActorAsync());
    }

    /// <summary>The actor has the rights of the day, so no call succeeds between midnight and the check.</summary>
    [Fact]
    public async Task Snapshot_AskedForAfterTheGrantEnded_IsRefusedBeforeTheCircuitEnds()
    {
        await EndGrantAsync(s_today);
        await using var window = await OpenWindow.OpenAsync(_portal, "zhang");
        var views = _portal.Get<LiveSnapshotCache>();
        var key = new LiveKey(SampleData.StreetId, new(s_today, s_today), RecordStream.Cases);
        var (principal, time) = (window.Principal, new DistrictTime(SampleData.Shanghai, window.Clock));
        Assert.Equal(key, (await views.GetAsync(key, principal.ToActor(time), Token)).Key);

        window.Clock.Advance(s_toMidnight);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => views.GetAsync(key, principal.ToActor(time), Token));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(30)]
    public async Task Circuit_OfAGrantThatLastsOn_StaysOverMidnight(int? days)
    {
        await EndGrantAsync(days is { } more ? s_today.AddDays(more) : null);
        await using var window = await OpenWindow.OpenAsync(_portal, "zhang");
        Assert.Equal(s_interval, await window.Clock.NextWaitAsync());

        window.Clock.Advance(s_toMidnight);

        // The next wait begins, so the check is over.
        Assert.Equal(s_interval, await window.Clock.NextWaitAsync());
        Assert.Equal("zhang", await window.UserAsync());
    }

    /// <summary>The open page shows data of both grants, so it ends although one of them continues.</summary>
    [Fact]
    public async Task Circuit_OfTwoGrantsOfWhichOneEnds_Ends()
    {
        await using (var db = Open())
        {
            var user = await db.Users.SingleAsync(Token);
            db.UserGrants.Add(
                new()
                {
                    UserId = user.Id,
                    Role = Role.Leader,
                    UnitId = SampleData.OtherStreetId,
                    From = s_today,
                    Until = s_today,
                }
            );
            await db.SaveChangesAsync(Token);
        }
        await using var window = await OpenWindow.OpenAsync(_portal, "zhang");
        await window.Clock.NextWaitAsync();

        window.Clock.Advance(s_toMidnight);

        await window.EndedAsync();
        Assert.Null(await window.UserAsync());
    }

    [Fact]
    public async Task Circuit_OfADisabledUser_EndsAfterTheInterval()
    {
        await using var window = await OpenWindow.OpenAsync(_portal, "zhang");
        await window.Clock.NextWaitAsync();
        await using (var db = Open())
            await db.Users.ExecuteUpdateAsync(u => u.SetProperty(x => x.Disabled, true), Token);

        window.Clock.Advance(s_interval);

        await window.EndedAsync();
        Assert.Null(await window.UserAsync());
    }

    private async Task EndGrantAsync(DateOnly? until)
    {
        await using var db = Open();
        await db.UserGrants.ExecuteUpdateAsync(g => g.SetProperty(x => x.Until, until), Token);
    }

    private PortalDb Open() => _portal.Get<IDbContextFactory<PortalDb>>().CreateDbContext();
}
