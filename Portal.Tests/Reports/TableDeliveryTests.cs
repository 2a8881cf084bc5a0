using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Mail;
using Portal.Jobs.Reports;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>Saved tables on the day of reports; the case of the sample was accepted in October 2014.</summary>
[Needs(Resource.Database)]
public sealed class TableDeliveryTests
{
    private static readonly DateTimeOffset s_day = SampleData.Local(2014, 11, 1, 6, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Requested in September for that month, before there was any record.
    private static TableQuery Query =>
        new()
        {
            Unit = SampleData.District,
            From = new(2014, 9, 1),
            To = new(2014, 9, 1),
            Rows = TableRows.Units,
            Level = UnitKind.Community,
            Metrics = [MetricName.Accepted],
        };

    /// <summary>The job runs twice at once, in two processes at once and again later: one mail, of the month that is over.</summary>
    [Theory, Databases]
    public async Task Scheduled_JobsRunTwiceAndAtOnce_OwnerGetsTheMovedMonthOnce(DatabaseKind kind)
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(kind, server);
        await UserAsync(database, "wang", SampleData.StreetId, "wang@example.gov.cn");
        var code = await SaveAsync(database, "wang", Query with { Unit = SampleData.Street, Level = null });
        await database.Get<SavedTables>().SaveAsync(Author("wang"), "不发", Query, scheduled: false, Token).DoneAsync();
        await RunAsync(database);
        Assert.Empty(server.Received); // the day has not come

        database.Clock.AdjustTime(s_day);
        var another = Another(database); // as a second process has it
        await Task.WhenAll(WriteAsync(database), WriteAsync(database), another.WriteDueAsync(Token), another.WriteDueAsync(Token));
        await RunAsync(database);
        database.Clock.Advance(TimeSpan.FromDays(3));
        await RunAsync(database);

        var mail = Read(Assert.Single(server.Received));
        Assert.Equal("马上就办：月表（2014年10月）", mail.Subject);
        Assert.Equal("wang@example.gov.cn", Assert.IsType<MailboxAddress>(Assert.Single(mail.To)).Address);
        Assert.Contains($"https://portal.example.gov.cn/reports/tables/{code}?month=2014-10", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(["单位 受理", "滨江社区 1"], Rows(Assert.IsType<MimePart>(Assert.Single(mail.Attachments))));

        var row = Assert.Single(
            await database.Get<ReportSubscriptions>().MailsAsync(Author("wang", SampleData.StreetId), cancellation: Token)
        );
        Assert.Equal(
            (MailState.Sent, new MailedTable(code, "月表"), new DateOnly(2014, 10, 1), SampleData.Street),
            (row.State, row.Table, row.From, row.Unit)
        );
        Assert.Empty(await database.Get<ReportSubscriptions>().MailsAsync(Author("li", SampleData.OtherStreetId), cancellation: Token));

        database.Clock.AdjustTime(SampleData.Local(2014, 12, 1, 6, 1));
        await RunAsync(database);
        Assert.Equal("马上就办：月表（2014年11月）", Read(server.Received.Last()).Subject);
        Assert.Equal(2, server.Received.Count);
    }

    [Fact]
    public async Task Scheduled_SinceJanuary_BeginsInJanuaryAgain()
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(TestStore.Usual, server);
        await UserAsync(database, "wang", SampleData.DistrictId, "wang@example.gov.cn");
        await SaveAsync(database, "wang", Query with { From = new(2014, 1, 1) });
        database.Clock.AdjustTime(s_day);
        await RunAsync(database);

        var mail = Read(Assert.Single(server.Received));
        Assert.Equal("马上就办：月表（2014年1—10月）", mail.Subject);
        Assert.Equal("滨江社区 1", Rows(Assert.IsType<MimePart>(Assert.Single(mail.Attachments)))[1]);
    }

    /// <summary>Rights are those of the day; a user who regains them while the portal still retries that day gets the table.</summary>
    [Theory, Databases]
    public async Task Scheduled_OwnerWithoutAccountAddressOrRight_GetsNothingUntilItIsThere(DatabaseKind kind)
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(kind, server);
        var users = database.Get<UserAdministration>();
        await UserAsync(database, "away", SampleData.DistrictId, "away@example.gov.cn");
        await UserAsync(database, "mute", SampleData.DistrictId, null);
        await UserAsync(database, "moved", SampleData.DistrictId, "moved@example.gov.cn");
        foreach (var owner in new[] { "away", "mute", "moved", "nobody" })
            await SaveAsync(database, owner, Query);
        var ids = (await users.ListAsync(Actor.System, Token)).ToDictionary(u => u.UserName, u => u.Id);
        await users.SetDisabledAsync(Actor.System, ids["away"], disabled: true);
        await users.ChangeAsync(
            Actor.System,
            ids["moved"],
            new("moved", "moved", Role.Leader, SampleData.StreetId, "moved@example.gov.cn")
        );

        database.Clock.AdjustTime(s_day);
        await RunAsync(database);
        await RunAsync(database);
        Assert.Empty(server.Received);
        await using (var db = database.Open())
            Assert.Empty(await db.OutgoingMails.ToListAsync(Token));

        await users.SetDisabledAsync(Actor.System, ids["away"], disabled: false);
        await users.ChangeAsync(Actor.System, ids["mute"], new("mute", "mute", Role.Leader, SampleData.DistrictId, "mute@example.gov.cn"));
        await users.ChangeAsync(
            Actor.System,
            ids["moved"],
            new("moved", "moved", Role.Leader, SampleData.DistrictId, "moved@example.gov.cn")
        );
        await RunAsync(database);
        Assert.Equal(
            ["away@example.gov.cn", "moved@example.gov.cn", "mute@example.gov.cn"],
            server.Received.Select(r => ((MailboxAddress)Read(r).To.Single()).Address).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Unsendable_IsLoggedOnceAndHoldsUpNobody()
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(TestStore.Usual, server);
        await UserAsync(database, "wang", SampleData.DistrictId, "wang@example.gov.cn");
        await SaveAsync(database, "nobody", Query);
        var broken = await SaveAsync(database, "wang", Query, "坏");
        await SaveAsync(database, "wang", Query);
        await using (var db = database.Open())
            await db.SavedTables.Where(t => t.Code == broken).ExecuteUpdateAsync(t => t.SetProperty(x => x.Query, "{"), Token);
        database.Clock.AdjustTime(s_day);
        var log = new Lines();
        var delivery = ActivatorUtilities.CreateInstance<TableDelivery>(database.Services, log);

        Assert.Equal(1, await delivery.WriteDueAsync(Token));
        Assert.Equal(0, await delivery.WriteDueAsync(Token));
        Assert.Equal(
            [
                "The saved table “月表” of nobody is not sent for 2014-10: the owner has no account that may read reports.",
                "The saved table “坏” of wang is not sent for 2014-10: the question cannot be answered any more.",
            ],
            log.Said
        );
    }

    [Fact]
    public async Task SavedAfterTheDay_WaitsForTheNext_AndALongNameFits()
    {
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(TestStore.Usual, server);
        await UserAsync(database, "wang", SampleData.DistrictId, "wang@example.gov.cn");
        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 7));
        await SaveAsync(database, "wang", Query, new string('长', 256));
        await RunAsync(database);
        Assert.Empty(server.Received);

        database.Clock.AdjustTime(SampleData.Local(2014, 12, 1, 6));
        await RunAsync(database);
        Assert.Equal($"马上就办：{new string('长', 100)}…（2014年11月）", Read(Assert.Single(server.Received)).Subject);
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
        var database = await MadeUpReports.DatabaseAsync(kind, services => services.AddSingleton(options));
        database.Clock.AdjustTime(SampleData.Now);
        return database;
    }

    private static async Task UserAsync(TestDatabase database, string name, int unit, string? email) =>
        Assert.True(
            (
                await database
                    .Get<UserAdministration>()
                    .CreateAsync(Actor.System, new(name, name, Role.Leader, unit, email), PortalInstance.Password)
            ).Ok
        );

    private static Task<string> SaveAsync(TestDatabase database, string owner, TableQuery query, string name = "月表") =>
        database.Get<SavedTables>().SaveAsync(Author(owner), name, query, scheduled: true, Token).DoneAsync();

    private static Actor Author(string name, int unit = SampleData.DistrictId) => Actors.Of(name, Role.Leader, unit);

    private static TableDelivery Another(TestDatabase database) =>
        ActivatorUtilities.CreateInstance<TableDelivery>(database.Services, NullLogger<TableDelivery>.Instance);

    private static Task WriteAsync(TestDatabase database) =>
        new SendReportsJob(database.Get<ReportDelivery>(), database.Get<TableDelivery>()).RunAsync(Token);

    private static async Task RunAsync(TestDatabase database)
    {
        await WriteAsync(database);
        var (outbox, options) = (database.Get<MailOutbox>(), database.Get<MailOptions>());
        await new SendMailJob(outbox, new MailSender(outbox, options, NullLogger<MailSender>.Instance), options).RunAsync(Token);
    }

    private static MimeMessage Read(string received) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(received)));

    private static List<string> Rows(MimePart part)
    {
        using var content = new MemoryStream();
        part.Content!.DecodeTo(content);
        using var book = SpreadsheetDocument.Open(content, isEditable: false);
        return
        [
            .. book.WorkbookPart!.WorksheetParts.Single()
                .Worksheet!.Descendants<Row>()
                .Select(r => string.Join(' ', r.Elements<Cell>().Select(c => c.InnerText))),
        ];
    }

    private sealed class Lines : Microsoft.Extensions.Logging.ILogger<TableDelivery>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel,
            Microsoft.Extensions.Logging.EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Said.Add(formatter(state, exception));
    }
}
