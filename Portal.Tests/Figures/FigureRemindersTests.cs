using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Jobs.Figures;
using Portal.Jobs.Mail;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

/// <summary>September 2014 is due on 13 October, a Monday after a make-up Saturday.</summary>
public sealed class FigureRemindersTests
{
    private static readonly DateOnly s_september = new(2014, 9, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Job_EveryMorningOfTwoMonths_RemindsOnThePlannedWorkdaysAlone(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var reminded = new List<(DateOnly Day, int Sheets)>();
        for (var day = new DateOnly(2014, 10, 1); day <= new DateOnly(2014, 11, 30); day = day.AddDays(1))
        {
            database.Clock.AdjustTime(SampleData.Local(day.Year, day.Month, day.Day, 8, 30));
            if (await database.Get<FigureReminders>().RemindDueAsync(Token) is > 0 and var sheets)
                reminded.Add((day, sheets));
        }

        // Working days: 8, 9, 10, Sat 11, [13], 14, 15–17, 20–24, 27–31, 3–7 November, 10, …
        Assert.Equal(
            [
                (new(2014, 10, 9), 5),
                (new(2014, 10, 11), 5), // three left (10, 11, 13), one left
                (new(2014, 10, 14), 5),
                (new(2014, 10, 21), 5),
                (new(2014, 10, 28), 5),
                (new(2014, 11, 4), 5), // the 1st, 6th, 11th and 16th after
            ],
            reminded
        );
    }

    [Theory, Databases]
    public async Task Job_RunThreeTimesAndTwiceAtOnce_RemindsOnce(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind, mail: true);
        await AddClerkAsync(database, "wang", SampleData.CommunityId);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 14, 8, 30));
        var job = new RemindFiguresJob(database.Get<FigureReminders>());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => job.RunAsync(Token)));
        await job.RunAsync(Token);

        await using var db = database.Open();
        Assert.Equal(5, await db.FigureReminders.CountAsync(Token));
        Assert.Equal(1, await db.OutgoingMails.CountAsync(Token));
    }

    [Theory, Databases]
    public async Task Job_NobodyThereOnTheDay_MakesUpForItAndOnlyOnce(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 10, 8, 30)); // two left: the reminder of the 9th was missed

        Assert.Equal(5, await database.Get<FigureReminders>().RemindDueAsync(Token));
        Assert.Equal(0, await database.Get<FigureReminders>().RemindDueAsync(Token));
    }

    [Theory, Databases]
    public async Task Job_SheetsThatAreIn_AreLeftAlone(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.SheetAsync(FigureSamples.StreetFormId, SampleData.StreetId, s_september, SampleData.Local(2014, 10, 8));
        await database.SheetAsync(FigureSamples.CommunityFormId, SampleData.CommunityId, s_september, submitted: null);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9, 8, 30));

        Assert.Equal(4, await database.Get<FigureReminders>().RemindDueAsync(Token));
        Assert.DoesNotContain(await LatestAsync(database), r => r.UnitId == SampleData.StreetId);
    }

    [Theory, Databases]
    public async Task ByHand_OfMissingReturnedAndForeignSheets_RemindsOfThoseInScopeOnceADay(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        await database.SheetAsync(
            FigureSamples.CommunityFormId,
            SampleData.CommunityId,
            s_september,
            SampleData.Local(2014, 10, 8),
            change: s => s.Status = FigureStatus.Returned
        );
        await database.SheetAsync(FigureSamples.StreetFormId, SampleData.StreetId, s_september, SampleData.Local(2014, 10, 8));
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9));
        var street = Actors.Of("street", Role.Clerk, SampleData.StreetId);
        SheetKey[] keys =
        [
            new("street-form", SampleData.Street, s_september),
            .. new[] { SampleData.Community, SampleData.SecondCommunity, SampleData.OtherCommunity }.Select(u => new SheetKey(
                "community-form",
                u,
                s_september
            )),
        ];

        // The returned one and the missing one.
        Assert.Equal(2, await database.Get<FigureReminders>().RemindByHandAsync(street, keys, Token).DoneAsync());
        Assert.Equal(0, await database.Get<FigureReminders>().RemindByHandAsync(street, keys, Token).DoneAsync());
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 10));
        Assert.Equal(2, await database.Get<FigureReminders>().RemindByHandAsync(street, keys, Token).DoneAsync());

        var leader = Actors.Of("leader", Role.Leader, SampleData.StreetId);
        await database.Get<FigureReminders>().RemindByHandAsync(leader, keys, Token).RefusedAsync(FigureRefusal.NotAnApprover);
    }

    [Theory, Databases]
    public async Task Mail_ToEachClerk_ListsTheirSheetsAndThoseOfUnitsWithoutAClerk(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind, mail: true);
        await AddClerkAsync(database, "street", SampleData.StreetId);
        await AddClerkAsync(database, "community", SampleData.CommunityId);
        await AddClerkAsync(database, "gone", SampleData.OtherStreetId);
        await using (var db = database.Open())
            await db.Users.Where(u => u.UserName == "gone").ExecuteUpdateAsync(u => u.SetProperty(x => x.Disabled, true), Token);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9, 8, 30));

        await database.Get<FigureReminders>().RemindDueAsync(Token);

        await using var read = database.Open();
        var mails = await read.OutgoingMails.OrderBy(m => m.To).ToListAsync(Token);
        // No clerk of the other street has an address.
        Assert.Equal(["community@example.gov.cn", "street@example.gov.cn"], mails.Select(m => m.To));
        Assert.Contains("2014年9月 滨江社区 community-form，截止 2014-10-13，还有 3 个工作日", mails[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("象园社区", mails[0].Body, StringComparison.Ordinal);
        Assert.Contains("瀛洲街道 street-form", mails[1].Body, StringComparison.Ordinal);
        Assert.Contains("象园社区 community-form", mails[1].Body, StringComparison.Ordinal); // it has no clerk of its own
        Assert.DoesNotContain("滨江社区", mails[1].Body, StringComparison.Ordinal);
        Assert.Contains("https://portal.example.gov.cn/figures", mails[1].Body, StringComparison.Ordinal);
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Mail_WithoutAServer_IsNotWritten()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        await AddClerkAsync(database, "street", SampleData.StreetId);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9, 8, 30));

        Assert.Equal(5, await database.Get<FigureReminders>().RemindDueAsync(Token));
        await using var db = database.Open();
        Assert.Equal(0, await db.OutgoingMails.CountAsync(Token));
    }

    /// <summary>End to end: the job runs twice, the server refuses once in between, and the clerk gets one mail.</summary>
    [Theory, Databases]
    public async Task Mail_ServerRefusesOnceAndJobsRunTwice_ArrivesOnce(DatabaseKind kind)
    {
        await using var server = new SmtpServer();
        var options = Options with { Port = server.Port };
        await using var database = await CreateAsync(kind, options);
        await AddClerkAsync(database, "street", SampleData.StreetId);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9, 8, 30));
        var (remind, send) = (new RemindFiguresJob(database.Get<FigureReminders>()), Sender(database, options));
        server.Failures.Enqueue(SmtpFailure.Refuse);

        await remind.RunAsync(Token);
        await send.RunAsync(Token);
        Assert.Empty(server.Received);
        Assert.Equal("too busy, come again", Assert.Single(await ProblemsSinceAsync(database)).Error);

        await remind.RunAsync(Token);
        await send.RunAsync(Token);
        Assert.Empty(server.Received); // not before a pause

        database.Clock.Advance(TimeSpan.FromMinutes(2));
        await Task.WhenAll(send.RunAsync(Token), Sender(database, options).RunAsync(Token));
        await send.RunAsync(Token);

        Assert.Contains("street@example.gov.cn", Assert.Single(server.Received), StringComparison.Ordinal);
        Assert.Empty(await ProblemsSinceAsync(database));
    }

    [Theory, Databases]
    public async Task Mail_ServerVanishesAfterTakingIt_IsNotSentAgainAndSaidToBeUncertain(DatabaseKind kind)
    {
        await using var server = new SmtpServer();
        var options = Options with { Port = server.Port };
        await using var database = await CreateAsync(kind, options);
        await AddClerkAsync(database, "street", SampleData.StreetId);
        await AddClerkAsync(database, "other", SampleData.OtherStreetId);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9, 8, 30));
        await database.Get<FigureReminders>().RemindDueAsync(Token);
        server.Failures.Enqueue(SmtpFailure.VanishAfterTaking);

        await Sender(database, options).RunAsync(Token);
        database.Clock.Advance(TimeSpan.FromDays(1));
        await Sender(database, options).RunAsync(Token);

        Assert.Equal(2, server.Received.Count); // one for each of the two
        Assert.Equal(
            MailState.Uncertain,
            Assert.Single(await database.Get<MailOutbox>().ProblemsSinceAsync(SampleData.Local(2014, 10, 1), Token)).State
        );
    }

    [Theory, Databases]
    public async Task Mail_NoServerThere_WaitsLongerEachTimeAndIsGivenUp(DatabaseKind kind)
    {
        int port;
        await using (var gone = new SmtpServer())
            port = gone.Port;
        var options = Options with { Port = port };
        await using var database = await CreateAsync(kind, options);
        await AddClerkAsync(database, "street", SampleData.StreetId);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9, 8, 30));
        await database.Get<FigureReminders>().RemindDueAsync(Token);

        for (var hour = 0; hour < 24 * 8; hour++)
        {
            await Sender(database, options).RunAsync(Token);
            database.Clock.Advance(TimeSpan.FromHours(1));
        }

        await using var db = database.Open();
        var mail = await db.OutgoingMails.SingleAsync(Token);
        Assert.Equal((MailState.Failed, MailOutbox.MostAttempts), (mail.State, mail.Attempts));
    }

    [Theory, Databases]
    public async Task Mail_RefusedWhileTheClockWasAhead_IsSentWhenItIsBack(DatabaseKind kind)
    {
        int port;
        await using (var gone = new SmtpServer())
            port = gone.Port;
        await using var server = new SmtpServer();
        await using var database = await CreateAsync(kind, Options with { Port = server.Port });
        await AddClerkAsync(database, "street", SampleData.StreetId);
        var morning = SampleData.Local(2014, 10, 9, 8, 30);
        database.Clock.AdjustTime(morning);
        await database.Get<FigureReminders>().RemindDueAsync(Token);
        database.Clock.AdjustTime(morning.AddDays(40));
        await Sender(database, Options with { Port = port }).RunAsync(Token);
        Assert.Equal(MailState.Waiting, Assert.Single(await ProblemsSinceAsync(database)).State);

        database.Clock.AdjustTime(morning.AddMinutes(1));
        await Sender(database, Options with { Port = server.Port }).RunAsync(Token);

        Assert.Single(server.Received);
    }

    [Theory, Databases]
    public async Task Mail_ProcessEndedWhileSending_IsNotSentAgain(DatabaseKind kind)
    {
        await using var server = new SmtpServer();
        var options = Options with { Port = server.Port };
        await using var database = await CreateAsync(kind, options);
        await AddClerkAsync(database, "street", SampleData.StreetId);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 9, 8, 30));
        await database.Get<FigureReminders>().RemindDueAsync(Token);
        Assert.NotNull(await database.Get<MailOutbox>().ClaimAsync(Token)); // and the process is gone

        database.Clock.Advance(TimeSpan.FromMinutes(11));
        await Sender(database, options).RunAsync(Token);

        Assert.Empty(server.Received);
        Assert.Equal(MailState.Uncertain, Assert.Single(await ProblemsSinceAsync(database)).State);
    }

    private static MailOptions Options { get; } =
        new()
        {
            Host = "127.0.0.1",
            From = "portal@example.gov.cn",
            Security = MailSecurity.None,
            Link = new("https://portal.example.gov.cn/"),
        };

    private static SendMailJob Sender(TestDatabase database, MailOptions options) =>
        new(database.Get<MailOutbox>(), new MailSender(database.Get<MailOutbox>(), options, NullLogger<MailSender>.Instance), options);

    private static Task<IReadOnlyList<OutgoingMail>> ProblemsSinceAsync(TestDatabase database) =>
        database.Get<MailOutbox>().ProblemsSinceAsync(SampleData.Local(2014, 10, 1), Token);

    private static async Task<IEnumerable<(int FormId, int UnitId, DateOnly Month)>> LatestAsync(TestDatabase database) =>
        (await database.Get<FigureReminders>().LatestAsync(UnitScope.Everything, s_september, s_september, cancellation: Token)).Keys;

    private static Task<TestDatabase> CreateAsync(DatabaseKind kind, bool mail = false) =>
        CreateAsync(kind, mail ? Options : MailOptions.Off);

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind, MailOptions options)
    {
        var database = await TestDatabase.CreateSeededAsync(kind, services => services.AddSingleton(options));
        await using var db = database.Open();
        db.FigureForms.AddRange(
            FigureSamples.Form(FigureSamples.StreetFormId, "street-form", UnitKinds.Street, s_september, s_september),
            FigureSamples.Form(FigureSamples.CommunityFormId, "community-form", UnitKinds.Community, s_september, s_september)
        );
        await db.SaveChangesAsync(Token);
        await database.ReferenceChangedAsync();
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 1)); // the grants of the clerks begin before anything is due
        return database;
    }

    private static async Task AddClerkAsync(TestDatabase database, string name, int unitId)
    {
        var result = await database
            .Get<UserAdministration>()
            .CreateAsync(Actor.System, new UserDraft(name, name, Role.Clerk, unitId, $"{name}@example.gov.cn"), PortalInstance.Password);
        Assert.Empty(result.Codes);
    }
}
