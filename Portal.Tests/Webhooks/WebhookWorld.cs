using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Data;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Jobs.Webhooks;
using Portal.Tests.Support;

namespace Portal.Tests.Webhooks;

/// <summary>A receiver, a database with a subscription of it, and processes that send.</summary>
internal sealed class WebhookWorld : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-webhooks-");
    private readonly List<TestDatabase> _others = [];
    private TestDatabase? _database;

    private WebhookWorld(WebhookReceiver receiver) => Receiver = receiver;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public WebhookReceiver Receiver { get; }

    public TestDatabase Database => _database!;

    /// <summary>The secret of the subscription.</summary>
    public WebhookSecret Secret { get; private set; } = WebhookSecret.Create();

    /// <summary>The subscription, of the street, for issued cards.</summary>
    public int Id { get; private set; }

    public static async Task<WebhookWorld> CreateAsync(
        DatabaseKind kind,
        WebhookFormat format = WebhookFormat.Standard,
        string? address = null,
        Action<IServiceCollection>? configure = null
    )
    {
        var world = new WebhookWorld(await WebhookReceiver.StartAsync());
        KeyFile.Create(world.KeyFilePath);
        world._database = await TestDatabase.CreateSeededAsync(
            kind,
            services =>
            {
                world.Configure(services);
                configure?.Invoke(services);
            }
        );
        var draft = new WebhookDraft(
            "receiver",
            address ?? $"{world.Receiver.Address}cards",
            SampleData.StreetId,
            [WebhookEventTypes.CardIssued],
            format,
            WebhookTemplate.Of(format)
        );
        (world.Id, world.Secret) = await world.SubscribeAsync(draft);
        return world;
    }

    /// <summary>One more process over the same database, with a clock of its own.</summary>
    public TestDatabase Process()
    {
        var process = TestDatabase.Over(Database.Options, Configure);
        process.Clock.SetUtcNow(Database.Clock.GetUtcNow());
        _others.Add(process);
        return process;
    }

    public async Task<(int Id, WebhookSecret Secret)> SubscribeAsync(WebhookDraft draft)
    {
        var made = await Database.Get<WebhookSubscriptions>().CreateAsync(Actor.System, draft, Token).DoneAsync();
        return (made.Id, WebhookSecret.Parse(made.Secret));
    }

    /// <summary>Writes tests for the subscription, as many as asked for.</summary>
    public async Task QueueAsync(int count = 1, int? subscription = null)
    {
        for (var i = 0; i < count; i++)
            await Database.Get<WebhookDeliveries>().TestAsync(Actor.System, subscription ?? Id, Token).DoneAsync();
    }

    /// <summary>One turn of a process; this one unless another is named.</summary>
    public Task SendAsync(TestDatabase? process = null) => (process ?? Database).Get<WebhookSender>().SendAsync(Id, Token);

    /// <summary>Moves the clock on, and sends.</summary>
    public Task SendAfterAsync(TimeSpan pause)
    {
        Database.Clock.Advance(pause);
        return SendAsync();
    }

    /// <summary>A client of the same keys under another setting.</summary>
    public WebhookClient Client(params string[] allowedHosts) =>
        new(new() { Hosts = [.. allowedHosts.Select(host => AllowedHost.Parse(host)!)] }, Database.Get<WebhookSecrets>(), Database.Clock);

    /// <summary>An attempt that the outbox does not know of.</summary>
    public async Task<WebhookAttempt> AttemptAsync(string address)
    {
        await using var db = Database.Open();
        var secret = (await db.WebhookSubscriptions.SingleAsync(Token)).Secret;
        var message = new WebhookMessage("msg_1", WebhookEventTypes.Test, SampleData.Now, "{}");
        return new(1, 1, message, address, WebhookFormat.Standard, null, [secret]);
    }

    public async Task<WebhookDelivery> DeliveryAsync() => Assert.Single(await DeliveriesAsync());

    public async Task<List<WebhookDelivery>> DeliveriesAsync()
    {
        await using var db = Database.Open();
        return await db.WebhookDeliveries.AsNoTracking().OrderBy(d => d.Id).ToListAsync(Token);
    }

    public async Task<WebhookRow> RowAsync() => (await Database.Get<WebhookSubscriptions>().FindAsync(Actor.System, Id, Token))!;

    public async ValueTask DisposeAsync()
    {
        foreach (var other in _others)
            await other.DisposeAsync();
        if (_database is not null)
            await _database.DisposeAsync();
        await Receiver.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private string KeyFilePath => Path.Combine(_folder.FullName, "portal.key");

    private void Configure(IServiceCollection services)
    {
        services.AddSingleton(new KeyFileOptions(KeyFilePath));
        services.AddSingleton(
            new WebhookOptions
            {
                Hosts = [AllowedHost.Parse($"http://127.0.0.1:{Receiver.Address.Port}")!],
                Link = new("https://portal.example.gov.cn/"),
            }
        );
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookSender>();
    }
}
