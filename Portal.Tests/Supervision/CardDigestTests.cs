using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Supervision.Telling;
using Portal.Tests.Campaigns;
using Portal.Tests.Rectifications;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Supervision;

/// <summary>People are told in working time, all cards of a person in one mail, and reminded until they have seen them.</summary>
public sealed class CardDigestTests
{
    private static readonly MailOptions s_mail = new()
    {
        Host = "mail.example.gov.cn",
        From = "portal@example.gov.cn",
        Link = new("https://portal.example.gov.cn/"),
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Mail_OfCardsThatComeAtNight_IsWrittenWhenTheUnitWorks_OnceForEachPerson(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind, s_mail);
        await AddClerkAsync(database, "wang", CommunityId);
        await AddClerkAsync(database, "street", StreetId); // stands in for the second community, which has nobody
        database.Clock.AdjustTime(Local(2014, 11, 2, 23)); // a Sunday
        await SampleCards.AddAsync(
            database.Open,
            (CommunityId, CardLevel.Notice),
            (CommunityId, CardLevel.Yellow),
            (CommunityId, CardLevel.Red),
            (SecondCommunityId, CardLevel.Yellow)
        );
        Assert.Equal(0, await TellAsync(database));
        database.Clock.AdjustTime(Local(2014, 11, 3, 8, 29));
        Assert.Equal(0, await TellAsync(database));

        database.Clock.AdjustTime(Local(2014, 11, 3, 8, 30));
        await using var other = TestDatabase.Over(database.Options, services => services.AddSingleton(s_mail));
        other.Clock.AdjustTime(Local(2014, 11, 3, 8, 30));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => TellAsync(i % 2 == 0 ? database : other), Token)));

        var mails = (await MailsAsync(database)).OrderBy(m => m.To).ToList();
        Assert.Equal(["street@example.gov.cn", "wang@example.gov.cn"], mails.Select(m => m.To));
        Assert.Equal("马上就办：黄牌 1 张待签收", mails[0].Subject);
        Assert.Equal("马上就办：红牌 1 张、黄牌 1 张、预警 1 条待签收", mails[1].Subject);
        Assert.Contains(
            "红牌 滨江社区 N-3 Item L-20-6，应于 2014-10-16 办结，请于 2014-11-03 10:00 前答复",
            mails[1].Body,
            StringComparison.Ordinal
        );
        Assert.Contains("https://portal.example.gov.cn/supervision", mails[1].Body, StringComparison.Ordinal);
        Assert.Equal(0, await TellAsync(database));
    }

    [Theory, Databases]
    public async Task Mail_OfADay_ListsOrdersAndItemsBesideTheCards_OncePerPerson_InWorkingTime(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind, s_mail);
        await AddClerkAsync(database, "wang", CommunityId);
        await AddClerkAsync(database, "street", StreetId);
        await AddClerkAsync(database, "idle", OtherStreetId);
        await SampleCards.AddAsync(database.Open, (CommunityId, CardLevel.Yellow));
        await database.OrderAsync(Community, "窗口未公示办事指南");
        var order = SampleCampaign.OfTheStreet(items: 2);
        Assert.Empty((await database.Get<CampaignMoves>().OrderAsync(Actor.System, order, Token)).Problems);
        database.Clock.AdjustTime(Local(2014, 11, 3, 8)); // Monday, before work
        Assert.Equal(0, await TellAsync(database));

        database.Clock.AdjustTime(Local(2014, 11, 3, 8, 30));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TellAsync(database), Token)));
        var mails = (await MailsAsync(database)).OrderBy(m => m.To).ToList();
        Assert.Equal(["street@example.gov.cn", "wang@example.gov.cn"], mails.Select(m => m.To));
        Assert.Equal("马上就办：待办 2 项", mails[0].Subject);
        Assert.Contains("清理 · 街道：2 项待上报，期限 2014-10-30，已逾期", mails[0].Body, StringComparison.Ordinal);
        Assert.Contains("https://portal.example.gov.cn/tasks", mails[0].Body, StringComparison.Ordinal);
        Assert.Equal("马上就办：黄牌 1 张待签收，另有待办 1 项", mails[1].Subject);
        Assert.Contains("窗口未公示办事指南，请于 2014-11-14 前提交", mails[1].Body, StringComparison.Ordinal);

        // Once a day: a new card of the same day comes alone, and the next day lists again what still waits.
        database.Clock.AdjustTime(Local(2014, 11, 3, 15));
        Assert.Equal(0, await TellAsync(database));
        await database.Get<CardMoves>().AcknowledgeAsync(Actor.System, 1, Token).DoneAsync();
        database.Clock.AdjustTime(Local(2014, 11, 4, 9));
        Assert.Equal(2, await TellAsync(database));
    }

    [Theory, Databases]
    public async Task Reminder_OfEachWorkingDay_EndsWhenTheCardIsAcknowledged_AndSkipsNotices(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind, s_mail);
        await AddClerkAsync(database, "wang", CommunityId);
        await SampleCards.AddAsync(database.Open, (CommunityId, CardLevel.Yellow), (CommunityId, CardLevel.Notice));
        var told = new List<string>();
        for (var at = Local(2014, 10, 31, 10); at < Local(2014, 11, 7); at = at.AddHours(1))
        {
            database.Clock.AdjustTime(at);
            if (at == Local(2014, 11, 5, 12))
                Assert.Null(await database.Get<CardMoves>().AcknowledgeAsync(Actor.System, 1, Token));
            if (await TellAsync(database) > 0)
                told.Add(database.Time.ToLocal(at).ToString("MM-dd HH", System.Globalization.CultureInfo.InvariantCulture));
        }

        // Friday; Monday, Tuesday and Wednesday. The office works from half past eight.
        Assert.Equal(["10-31 10", "11-03 09", "11-04 09", "11-05 09"], told);
        Assert.DoesNotContain("预警", (await MailsAsync(database))[^1].Body, StringComparison.Ordinal);
    }

    [Theory, Databases]
    public async Task Card_OfWhichNobodyCouldBeTold_SaysSo(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind, s_mail);
        await AddClerkAsync(database, "other", OtherStreetId);
        await SampleCards.AddAsync(database.Open, (CommunityId, CardLevel.Red));

        Assert.Equal(0, await TellAsync(database));

        var card = await database.Get<CardReader>().FindAsync(Actor.System, 1, Token);
        Assert.True(card!.ReachedNobody);
        Assert.Empty(await MailsAsync(database));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Mail_OfManyCards_NamesSomeAndCountsTheRest()
    {
        await using var database = await CreateAsync(TestStore.Usual, s_mail);
        await AddClerkAsync(database, "wang", CommunityId);
        await SampleCards.AddAsync(database.Open, [.. Enumerable.Repeat((CommunityId, CardLevel.Yellow), CardDigests.MostNamed + 12)]);

        Assert.Equal(1, await TellAsync(database));

        var mail = Assert.Single(await MailsAsync(database));
        Assert.Equal(CardDigests.MostNamed, mail.Body.Split("滨江社区").Length - 1);
        Assert.Contains("另有 12 件", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Mail_WithoutAServer_IsNotWritten()
    {
        await using var database = await CreateAsync(TestStore.Usual, MailOptions.Off);
        await AddClerkAsync(database, "wang", CommunityId);
        await SampleCards.AddAsync(database.Open, (CommunityId, CardLevel.Red));

        Assert.Equal(0, await TellAsync(database));
        Assert.Null((await database.Get<CardReader>().FindAsync(Actor.System, 1, Token))!.ToldAt);
    }

    private static Task<TestDatabase> CreateAsync(DatabaseKind kind, MailOptions options) =>
        TestDatabase.CreateSeededAsync(kind, services => services.AddSingleton(options));

    private static async Task AddClerkAsync(TestDatabase database, string name, int unitId)
    {
        var draft = new UserDraft(name, name, Role.Clerk, unitId, $"{name}@example.gov.cn");
        Assert.Empty((await database.Get<UserAdministration>().CreateAsync(Actor.System, draft, PortalInstance.Password)).Codes);
    }

    private static Task<int> TellAsync(TestDatabase database) => database.Get<CardDigests>().TellAsync(Token);

    private static async Task<List<OutgoingMail>> MailsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.OutgoingMails.AsNoTracking().OrderBy(m => m.Id).ToListAsync(Token);
    }
}
