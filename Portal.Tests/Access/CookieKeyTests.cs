using System.Net;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Backups;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Organisation;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Tests.Backups;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>The keys of cookies are worth nothing without the key file, which is in no backup.</summary>
[Needs(Resource.Database)]
[UnsupportedOSPlatform("windows")]
public sealed class CookieKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-keys-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string CopyPath => Path.Combine(_folder, "copy.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Cookie_MadeOnACopyOfABackup_IsRefusedByThePortal()
    {
        await using var portal = await PortalInstance.StartAsync(DatabaseKind.Sqlite, configure: null);
        await portal.CreateUserAsync("admin", Role.Administrator);
        using var owner = portal.Browser();
        await PortalInstance.SignInAsync(owner, "admin", PortalInstance.Password);
        await portal.Get<DatabaseBackup>().BackUpAsync(CopyPath, Token);

        // On the copy, the password is exchanged; the keys are those of the portal, wrapped.
        await ReplacePasswordAsync("Known-To-Others-1");
        var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => StartCopyAsync());
        Assert.Contains(Path.Combine(_folder, "portal.key"), refusal.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "portal.key")));
        // Without them the copy starts, and gives out cookies that are good there alone.
        await RenewAsync();
        await using var copy = await StartCopyAsync();
        using var forger = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var there = new HttpClient(forger) { BaseAddress = new(copy.Urls.First()) };
        await PortalInstance.SignInAsync(there, "admin", "Known-To-Others-1");
        Assert.Equal(HttpStatusCode.OK, (await PortalInstance.GetAsync(there, "/admin/users")).StatusCode);

        using var here = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(portal.Address, "/admin/users"));
        request.Headers.Add("Cookie", forger.CookieContainer.GetCookieHeader(new Uri(copy.Urls.First())));
        using var answer = await here.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PortalInstance.GetAsync(owner, "/admin/users")).StatusCode);
        await copy.StopAsync(Token);
    }

    [Fact]
    public async Task Cookie_OfBeforeARestore_IsRefusedAfterIt()
    {
        var database = await PortalFile.CreateAsync(_folder, "copy.db", "before");
        using var cookies = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(cookies);
        await using (var first = await StartCopyAsync())
        {
            browser.BaseAddress = new(first.Urls.First());
            await first
                .Services.GetRequiredService<UserAdministration>()
                .CreateAsync(Actor.System, new UserDraft("admin", "admin", Role.Administrator, null), PortalInstance.Password);
            await PortalInstance.SignInAsync(browser, "admin", PortalInstance.Password);
            Assert.Equal(HttpStatusCode.OK, (await PortalInstance.GetAsync(browser, "/admin/users")).StatusCode);
            await database.BackUpAsync(Path.Combine(_folder, "good.backup"));
            await first.StopAsync(Token);
        }

        await database.RestoreAsync(Path.Combine(_folder, "good.backup"));

        await using var second = await StartCopyAsync();
        using var answer = await PortalInstance.GetAsync(browser, new Uri(new Uri(second.Urls.First()), "/admin/users").ToString());
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        await second.StopAsync(Token);
    }

    [Fact]
    public async Task StoredKeys_AreNeverInClear()
    {
        await using var portal = await PortalInstance.StartAsync();
        await using var db = await portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);

        var key = Assert.Single(await db.DataProtectionKeys.ToListAsync(Token));

        Assert.Contains("<keyFile", key.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key.Xml, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Open_WithKeysOfAnEarlierVersionInClear_DeletesThem(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await using (var db = database.Open())
        {
            db.DataProtectionKeys.Add(new() { FriendlyName = "clear", Xml = "<key><descriptor><masterKey/></descriptor></key>" });
            db.DataProtectionKeys.Add(new() { FriendlyName = "revoked", Xml = "<revocation version=\"1\"/>" });
            await db.SaveChangesAsync(Token);
        }

        await database.Get<CookieKeys>().OpenAsync(Token);

        await using var after = database.Open();
        Assert.Equal("revoked", Assert.Single(await after.DataProtectionKeys.ToListAsync(Token)).FriendlyName);
    }

    [Theory, Databases]
    public async Task Open_WithoutTheKeyFileOrWithAnother_SaysWhatIsMissingAndMakesNone(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var keys = database.Get<CookieKeys>();
        var file = database.Get<KeyFileOptions>().Path;
        var first = await keys.OpenAsync(Token);
        Assert.Equal(first.Fingerprint, (await keys.OpenAsync(Token)).Fingerprint);

        File.Move(file, file + ".lost");
        Assert.Contains("is missing", (await RefusalAsync(keys)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(file));

        KeyFile.Create(file);
        Assert.Contains(first.Fingerprint, (await RefusalAsync(keys)).Message, StringComparison.Ordinal);

        File.Move(file + ".lost", file, overwrite: true);
        Assert.Equal(first.Fingerprint, (await keys.OpenAsync(Token)).Fingerprint);
    }

    [Fact]
    public async Task Open_WithAKeyFileThatEverybodyCanReadOrThatIsNone_IsRefused()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var keys = database.Get<CookieKeys>();
        var file = database.Get<KeyFileOptions>().Path;
        await keys.OpenAsync(Token);
        Assert.Equal(DurableFile.OwnerOnly, File.GetUnixFileMode(file));

        File.SetUnixFileMode(file, DurableFile.OwnerOnly | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", (await RefusalAsync(keys)).Message, StringComparison.Ordinal);

        File.SetUnixFileMode(file, DurableFile.OwnerOnly);
        await File.WriteAllTextAsync(file, "no key", Token);
        Assert.Contains("no key file", (await RefusalAsync(keys)).Message, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Renew_AfterTheKeyFileWasLost_LetsThePortalStartAndSignsEverybodyOut(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var keys = database.Get<CookieKeys>();
        var file = database.Get<KeyFileOptions>().Path;
        var first = await keys.OpenAsync(Token);
        await database
            .Get<UserAdministration>()
            .CreateAsync(Actor.System, new UserDraft("user", "user", Role.Administrator, null), PortalInstance.Password);
        var stamp = await StampAsync(database);
        File.Delete(file);

        await keys.RenewAsync(Token);

        Assert.NotEqual(first.Fingerprint, (await keys.OpenAsync(Token)).Fingerprint);
        Assert.NotEqual(stamp, await StampAsync(database));
    }

    /// <summary>Their receivers know them: an exchange of the key file must not silence every webhook.</summary>
    [Theory, Databases]
    public async Task Renew_WhileTheOldKeyFileIsThere_KeepsTheSecretsOfWebhooks(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var keys = database.Get<CookieKeys>();
        await keys.OpenAsync(Token);
        var secret = WebhookSecret.Create();
        await using (var db = database.Open())
        {
            db.Units.Add(SampleData.Unit(SampleData.DistrictId, SampleData.District, "台江区", UnitKind.District, null));
            db.WebhookSubscriptions.Add(
                new()
                {
                    Name = "receiver",
                    Address = "https://hooks.example.gov.cn/",
                    Secret = database.Get<WebhookSecrets>().Wrap(secret),
                    UnitId = SampleData.DistrictId,
                    Events = WebhookEventTypes.CardIssued,
                }
            );
            await db.SaveChangesAsync(Token);
        }

        await keys.RenewAsync(Token);

        await using var after = database.Open();
        var wrapped = (await after.WebhookSubscriptions.SingleAsync(Token)).Secret;
        Assert.Equal(secret.ToText(), new WebhookSecrets(database.Get<KeyFileOptions>()).Unwrap(wrapped)?.ToText());
        Assert.Null(database.Get<WebhookSecrets>().Unwrap(wrapped)); // a process that runs on with the old file
    }

    [Fact]
    public void Wrapped_OnceChangedOrByAnotherFile_CannotBeUnwrapped()
    {
        var (own, other) = (KeyFile.Create(Path.Combine(_folder, "own")), KeyFile.Create(Path.Combine(_folder, "other")));
        var wrapped = own.Wrap("<key>密</key>");
        Assert.Equal("<key>密</key>", own.Unwrap(wrapped));

        var changed = Convert.FromBase64String(wrapped);
        changed[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => own.Unwrap(Convert.ToBase64String(changed)));
        Assert.ThrowsAny<CryptographicException>(() => other.Unwrap(wrapped));
    }

    private async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateAsync(
            kind,
            services => services.AddSingleton(new KeyFileOptions(Path.Combine(_folder, "own", "portal.key")))
        );
        using var preparation = ActivatorUtilities.CreateInstance<DatabasePreparation>(database.Services);
        await preparation.RunAsync(Token);
        return database;
    }

    private static async Task<UnusableDatabaseException> RefusalAsync(CookieKeys keys) =>
        await Assert.ThrowsAsync<UnusableDatabaseException>(() => keys.OpenAsync(Token));

    private static async Task<string?> StampAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return (await db.Users.SingleAsync(Token)).SecurityStamp;
    }

    private Task<WebApplication> StartCopyAsync() =>
        StartAsync(
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Portal=Data Source={CopyPath};Pooling=False",
            "--Portal:Demo=false",
            "--Portal:Jobs=false",
            "--Portal:Reports:Day=0"
        );

    private static async Task<WebApplication> StartAsync(params string[] settings)
    {
        var app = await PortalApp.CreateAsync(settings, cancellation: Token);
        await app.StartAsync(Token);
        return app;
    }

    private async Task ReplacePasswordAsync(string password)
    {
        await using var services = CopyServices();
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        var admin = await db.Users.SingleAsync(u => u.UserName == "admin", Token);
        admin.PasswordHash = new PasswordHasher<PortalUser>().HashPassword(admin, password);
        await db.SaveChangesAsync(Token);
    }

    private async Task RenewAsync()
    {
        await using var services = CopyServices();
        await services.GetRequiredService<CookieKeys>().RenewAsync(Token);
    }

    private ServiceProvider CopyServices() =>
        new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(new(DatabaseKind.Sqlite, $"Data Source={CopyPath};Pooling=False"), SampleData.Shanghai)
            .AddSingleton(new KeyFileOptions(Path.Combine(_folder, "portal.key")))
            .BuildServiceProvider();
}
