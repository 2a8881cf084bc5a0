using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Supervision;

/// <summary>Working hours set on the page, and the records that are looked at again because of them.</summary>
public sealed class UnitHoursTests
{
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, DistrictId);
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, StreetId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Hours_SetTwiceOnADay_AreCorrected_AndLaterOnesEndThem(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var settings = database.Get<UnitHoursSettings>();

        Assert.Null(await settings.SetAsync(s_office, Street, "8:00-12:00", Token));
        Assert.Null(await settings.SetAsync(s_office, Street, " 08:00-12:00；13:30-17:00 ", Token));
        Assert.Same(RuleRefusal.HoursAreTheSame, await settings.SetAsync(s_office, Street, "08:00-12:00;13:30-17:00", Token));
        database.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Null(await settings.SetAsync(s_office, Street, "09:00-17:00", Token));

        Assert.Equal(
            [("09:00-17:00", true, new DateOnly(2014, 11, 3)), ("08:00-12:00;13:30-17:00", false, new DateOnly(2014, 10, 31))],
            (await settings.ListAsync(s_clerk, Token)).Select(s => (s.Hours, s.IsPresent, s.ValidFrom))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("8-12")]
    [InlineData("12:00-08:00")]
    [InlineData("08:00-12:00;11:00-17:00")]
    [InlineData("08:00-25:00")]
    [Needs(Resource.Database)]
    public async Task Hours_ThatAreNone_AreRefused(string text)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Assert.Same(RuleRefusal.HoursAreWrong, await database.Get<UnitHoursSettings>().SetAsync(s_office, Street, text, Token));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Hours_OfOthers_AreNotSetAndNotSeen()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var settings = database.Get<UnitHoursSettings>();
        Assert.Same(RuleRefusal.UnitUnknown, await settings.SetAsync(s_clerk, Street, "09:00-17:00", Token));
        Assert.Same(RuleRefusal.UnitUnknown, await settings.SetAsync(s_office, "nowhere", "09:00-17:00", Token));
        var other = Actors.Of("other", Role.EfficiencyOffice, OtherStreetId);
        Assert.Same(RuleRefusal.UnitUnknown, await settings.SetAsync(other, Street, "09:00-17:00", Token));
        Assert.Null(await settings.SetAsync(s_office, Street, "09:00-17:00", Token));
        Assert.Empty(await settings.ListAsync(other, Token));
    }

    [Theory, Databases]
    public async Task Card_OfAnAppealAlreadyFollowed_ComesByTheNewHours(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        database.Clock.SetUtcNow(Local(2015, 3, 2, 8));
        await RunAsync(database); // puts the shipped rules in force
        database.Clock.SetUtcNow(Local(2015, 3, 2, 9));
        await database.SendAppealsAsync(
            Input() with
            {
                ItemCode = null,
                AppealSource = AppealSource.Hotline12345,
                AcceptedAt = Local(2015, 3, 2, 9),
            }
        );
        await RunAsync(database);

        // Eight hours of a day from 9 to 17 end at 17:00; by the usual hours they would end the next morning.
        Assert.Null(await database.Get<UnitHoursSettings>().SetAsync(s_office, Street, "09:00-17:00", Token));
        database.Clock.SetUtcNow(Local(2015, 3, 2, 18));
        await RunAsync(database);

        await using var db = database.Open();
        var card = Assert.Single(await db.SupervisionCards.Where(c => c.Level == CardLevel.Yellow).ToListAsync(Token));
        Assert.Equal((CardSubject.Appeal, Local(2015, 3, 2, 17) + DistrictTime.Tick), (card.Subject, card.At));
    }

    private static Task RunAsync(TestDatabase database) => database.Get<CardIssuer>().RunAsync(Token);
}
