using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Mail;
using Portal.Jobs.Reports;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Reports.MadeUpReports;

namespace Portal.Tests.Reports;

[Needs(Resource.Database)]
public sealed class DeliveryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly SubscriptionInput s_input = new(
        SampleData.District,
        ReportSpan.YearToMonth,
        "zh-CN",
        "leader@example.gov.cn",
        "区领导",
        Attach: true,
        SignedOnly: false
    );

    /// <summary>
    /// End to end: the jobs run twice and twice at once, the server refuses once in between, and the right files arrive once.
    /// </summary>
    [Theory, Databases]
    public async Task Subscription_JobsRunTwiceAndServerRefusesOnce_RightFilesArriveOnce(DatabaseKind kind)
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(kind, server);
        var post = database.Get<ReportSubscriptions>();
        await post.SubscribeAsync(Actor.System, s_input, Token).DoneAsync();
        await post.SubscribeAsync(Actor.System, s_input with { Span = ReportSpan.Quarter }, Token).DoneAsync(); // October ends none
        await RunAsync(database);
        Assert.Empty(server.Received); // the day has not come

        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 6, 1));
        server.Failures.Enqueue(SmtpFailure.Refuse);
        await RunAsync(database);
        Assert.Empty(server.Received);
        var waiting = Assert.Single(await post.MailsAsync(Actor.System, cancellation: Token));
        Assert.Equal((MailState.Waiting, "too busy, come again", 1), (waiting.State, waiting.Error, waiting.Attempts));
        Assert.NotNull(waiting.NextAttemptAt);

        database.Clock.Advance(TimeSpan.FromMinutes(5));
        await Task.WhenAll(RunAsync(database), RunAsync(database));
        await RunAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(database);

        var mail = Read(Assert.Single(server.Received));
        Assert.Equal("马上就办：台江区2014年1—10月通报（草稿）", mail.Subject);
        Assert.Equal("leader@example.gov.cn", Assert.IsType<MailboxAddress>(Assert.Single(mail.To)).Address);
        var key = October with { From = new(2014, 1, 1) };
        var files = mail.Attachments.Cast<MimePart>().ToDictionary(p => p.FileName!, Bytes);
        Assert.Equal(["350103_2014-01_2014-10.docx", "350103_2014-01_2014-10.xlsx"], files.Keys.Order(StringComparer.Ordinal));
        foreach (var format in ReportFiles.Formats)
        {
            var file = await database.Get<IReportReader>().FileAsync(Actor.System, key, format, ReportSamples.Chinese, cancellation: Token);
            Assert.Equal(file!.Content, files[file.Name]);
        }
        var sent = Assert.Single(await post.MailsAsync(Actor.System, cancellation: Token));
        Assert.Equal((MailState.Sent, null, SampleData.District), (sent.State, sent.NextAttemptAt, sent.Unit));
        Assert.Equal(files.Select(f => new ReportMailFile(f.Key, ReportFiles.Hash(f.Value))), sent.Files);
    }

    [Theory, Databases]
    public async Task Subscription_ToSignedReports_GetsTheSignedFilesAndNothingBefore(DatabaseKind kind)
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(kind, server);
        await database
            .Get<ReportSubscriptions>()
            .SubscribeAsync(Actor.System, s_input with { Span = ReportSpan.Month, Language = "en", SignedOnly = true }, Token)
            .DoneAsync();
        database.Clock.AdjustTime(Later);
        await RunAsync(database);
        Assert.Empty(server.Received);

        await SignAsync(database, null);
        var first = (
            await database.Get<IReportReader>().FileAsync(Actor.System, October, ReportFormat.Docx, ReportSamples.English, 1, Token)
        )!;
        await RunAsync(database);
        await database.SendCasesAsync(SampleData.Input("2"));
        await SignAsync(database, "late");
        await RunAsync(database);

        var mail = Read(Assert.Single(server.Received));
        Assert.Equal("台江区: report of October 2014", mail.Subject);
        Assert.Equal(first.Content, Bytes(mail.Attachments.Cast<MimePart>().Single(p => p.FileName == "350103_2014-10_1_en.docx")));
    }

    [Fact]
    public async Task Subscription_WithLinks_CarriesNoFile()
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(TestStore.Usual, server);
        await database.Get<ReportSubscriptions>().SubscribeAsync(Actor.System, s_input with { Attach = false }, Token).DoneAsync();
        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 6));
        await RunAsync(database);

        var mail = Read(Assert.Single(server.Received));
        Assert.Empty(mail.Attachments);
        Assert.Contains(
            "https://portal.example.gov.cn/reports/files?unit=350103&from=2014-01&month=2014-10&format=docx&language=zh-CN\r\n",
            mail.TextBody!.ReplaceLineEndings("\r\n"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Subscription_MadeAfterTheDay_WaitsForTheNext()
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(TestStore.Usual, server);
        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 7));
        await database.Get<ReportSubscriptions>().SubscribeAsync(Actor.System, s_input, Token).DoneAsync();
        await RunAsync(database);
        Assert.Empty(server.Received);

        database.Clock.AdjustTime(SampleData.Local(2014, 12, 1, 6));
        await RunAsync(database);
        Assert.Equal("马上就办：台江区2014年1—11月通报（草稿）", Read(Assert.Single(server.Received)).Subject);
    }

    [Fact]
    public async Task Mail_GivenUp_IsSeenAndTriedAgainByHand()
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(TestStore.Usual, server);
        var post = database.Get<ReportSubscriptions>();
        await post.SubscribeAsync(Actor.System, s_input, Token).DoneAsync();
        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 6));
        for (var attempt = 0; attempt < MailOutbox.MostAttempts; attempt++)
        {
            server.Failures.Enqueue(SmtpFailure.Refuse);
            await RunAsync(database);
            database.Clock.Advance(TimeSpan.FromHours(13));
        }
        var failed = Assert.Single(await post.MailsAsync(Actor.System, cancellation: Token));
        Assert.Equal(MailState.Failed, failed.State);
        var street = Actors.Of("street", Role.EfficiencyOffice, SampleData.StreetId);
        Assert.Empty(await post.MailsAsync(street, cancellation: Token));
        Assert.False(await post.RetryAsync(street, failed.Id, Token));
        Assert.False(await post.RetryAsync(Actors.Of("leader", Role.Leader, SampleData.DistrictId), failed.Id, Token));

        Assert.True(await post.RetryAsync(Actor.System, failed.Id, Token));
        Assert.False(await post.RetryAsync(Actor.System, failed.Id, Token));
        await RunAsync(database);
        Assert.Single(server.Received);
    }

    [Theory]
    [InlineData("leader", "区领导", ReportSpan.Month, "zh-CN", "address.invalid")]
    [InlineData("Leader <leader@example.gov.cn>", "区领导", ReportSpan.Month, "zh-CN", "address.invalid")]
    [InlineData("leader@example.gov.cn", " ", ReportSpan.Month, "zh-CN", "name.required")]
    [InlineData("leader@example.gov.cn", "区领导", ReportSpan.Months, "zh-CN", "span.invalid")]
    [InlineData("leader@example.gov.cn", "区领导", ReportSpan.Month, "fr", "language.unknown")]
    public async Task Subscribe_Wrong_IsRefused(string address, string name, ReportSpan span, string language, string code)
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        var input = new SubscriptionInput(SampleData.District, span, language, address, name, true, true);
        Assert.Equal(code, await database.Get<ReportSubscriptions>().SubscribeAsync(Actor.System, input, Token).CodeAsync());
    }

    [Theory, Databases]
    public async Task Subscriptions_OfAStreet_AreItsOwnAndThoseBelow(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var post = database.Get<ReportSubscriptions>();
        var street = Actors.Of("street", Role.EfficiencyOffice, SampleData.StreetId);
        await post.SubscribeAsync(Actor.System, s_input, Token).DoneAsync();
        await post.SubscribeAsync(street, s_input with { Unit = SampleData.Community }, Token).DoneAsync();
        await post.SubscribeAsync(street, s_input with { Unit = SampleData.Community, Name = "书记" }, Token).DoneAsync(); // changes it
        await post.SubscribeAsync(street, s_input, Token).RefusedAsync(ReportRefusal.ReportUnknown);

        var own = Assert.Single(await post.SubscriptionsAsync(street, Token));
        Assert.Equal((SampleData.Community, "书记"), (own.Input.Unit, own.Input.Name));
        foreach (var row in await post.SubscriptionsAsync(Actor.System, Token))
            await post.UnsubscribeAsync(street, row.Id, Token);
        Assert.Equal(SampleData.District, Assert.Single(await post.SubscriptionsAsync(Actor.System, Token)).Input.Unit);
    }

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind, SmtpServer server)
    {
        var options = new MailOptions
        {
            Host = "127.0.0.1",
            Port = server.Port,
            From = "portal@example.gov.cn",
            Security = MailSecurity.None,
            Link = new("https://portal.example.gov.cn/"),
        };
        var database = await DatabaseAsync(kind, services => services.AddSingleton(options));
        database.Clock.AdjustTime(SampleData.Now);
        return database;
    }

    private static async Task RunAsync(TestDatabase database)
    {
        var (outbox, options) = (database.Get<MailOutbox>(), database.Get<MailOptions>());
        await new BuildReportsJob(database.Get<DayBuilds>(), database.Get<ReportBuilder>()).RunAsync(Token);
        await new SendReportsJob(database.Get<ReportDelivery>(), database.Get<TableDelivery>()).RunAsync(Token);
        await new SendMailJob(outbox, new MailSender(outbox, options, NullLogger<MailSender>.Instance), options).RunAsync(Token);
    }

    private static async Task SignAsync(TestDatabase database, string? reason) =>
        await database
            .Get<IReportSigning>()
            .SignAsync(
                Actor.System,
                October,
                (await database.Get<IReportReader>().OpenDraftAsync(Actor.System, October, ReportSamples.Chinese, Token))!.Basis,
                reason,
                Token
            )
            .DoneAsync();

    private static MimeMessage Read(string received) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(received)));

    private static byte[] Bytes(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        return content.ToArray();
    }
}
