using System.Security.Cryptography;
using System.Text.Json;
using Portal.Domain.Calendar;
using Portal.Domain.Demonstration.Cases;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Demonstration;

[Needs(Resource.Time)]
public sealed class DemonstrationRecordsTests
{
    private static readonly DistrictTime s_time = new(SampleData.Shanghai, TimeProvider.System);
    private static readonly WorkingCalendar s_calendar = new(ChinaCalendar.Days());
    private static readonly Lazy<IReadOnlyList<DemonstrationPart>> s_parts = new(() => DemonstrationRecords.Build(s_time));

    private static List<RecordInput> All => [.. s_parts.Value.SelectMany(p => p.Records)];

    [Fact]
    public void Build_Twice_GivesTheSameBytes() => Assert.Equal(Hash(s_parts.Value), Hash(DemonstrationRecords.Build(s_time)));

    [Fact]
    public void Build_EveryRecord_HasItsOwnNumber()
    {
        var all = All;
        Assert.Equal(all.Count, all.Select(r => (r.Source, r.CaseNo)).Distinct().Count());
    }

    [Fact]
    public void Build_NothingClosesOrIsAnsweredBeforeItIsAccepted() =>
        Assert.DoesNotContain(All, r => r.ClosedAt < r.AcceptedAt || r.FirstReplyAt < r.AcceptedAt || r.FirstReplyAt > r.ClosedAt);

    [Fact]
    public void Build_AtAWindow_NothingHappensOnARestDay() =>
        Assert.DoesNotContain(All, r => r.Channel != Channel.Online && !s_calendar.IsWorkday(s_time.DayOf(r.AcceptedAt)));

    [Fact]
    public void Build_Cases_AreClosedOnWorkdays() =>
        Assert.DoesNotContain(All, r => r is { AppealSource: null, ClosedAt: { } at } && !s_calendar.IsWorkday(s_time.DayOf(at)));

    [Fact]
    public void Build_AtAWindow_HoursAreKeptUnlessTheyWereExtended()
    {
        var outside = All.Where(r =>
            r is { Channel: Channel.Window, ServiceMode: not ServiceMode.ExtendedHours }
            && TimeOf(r.AcceptedAt) is var time
            && (time < new TimeOnly(8, 30) || time > new TimeOnly(17, 30) || (time >= new TimeOnly(12, 0) && time < new TimeOnly(14, 0)))
        );
        Assert.Empty(outside);
    }

    [Fact]
    public void Build_MakeUpSaturday_IsWorkedAndQuieterThanTheMondayAfter()
    {
        var (saturday, monday) = (WindowCasesOn(new(2014, 10, 11)), WindowCasesOn(new(2014, 10, 13)));
        Assert.InRange(saturday, 1, monday * 3 / 4);
    }

    [Fact]
    public void Build_AfterSpringFestival_IsBusierThanBefore() =>
        Assert.True(WindowCasesOn(new(2014, 2, 10)) > 1.5 * WindowCasesOn(new(2014, 1, 27)));

    [Fact]
    public void Build_Days_DifferFromOneAnother()
    {
        var tuesdays = Enumerable.Range(0, 12).Select(week => WindowCasesOn(new DateOnly(2014, 4, 15).AddDays(7 * week))).ToList();
        Assert.InRange(tuesdays.Distinct().Count(), 9, 12);
    }

    [Fact]
    public void Build_Appeals_ComeAtNightAndOnRestDaysToo()
    {
        var appeals = All.Where(r => r.AppealSource == AppealSource.Hotline12345).ToList();
        Assert.InRange(Share(appeals, r => !s_calendar.IsWorkday(s_time.DayOf(r.AcceptedAt))), 0.1, 0.25);
        Assert.InRange(Share(appeals, r => TimeOf(r.AcceptedAt) >= new TimeOnly(18, 30)), 0.15, 0.35);
        Assert.Equal(new DateOnly(2014, 1, 1), appeals.Min(r => s_time.DayOf(r.AcceptedAt)));
    }

    [Fact]
    public void Build_StreetCases_HoldWhatAYearBrings()
    {
        var cases = All.Where(r => r.Source == TaijiangCodes.ConvenienceSystem).ToList();
        Assert.InRange(cases.Count, 60_000, 90_000);
        Assert.InRange(cases.Count(r => r.ClosedAt is null), 10, 120);
        Assert.InRange(Share(cases, r => r.Outcome == CaseOutcome.Withdrawn), 0.002, 0.006);
        Assert.InRange(Share(cases, r => r.Outcome == CaseOutcome.NotAccepted), 0.003, 0.009);
        Assert.Contains(cases, r => r.Outcome == CaseOutcome.Refused);
        Assert.Contains(cases, r => r.ExtensionDays > 0);
        Assert.InRange(Share(cases, r => r.Satisfaction is not null), 0.2, 0.5);
    }

    private static int WindowCasesOn(DateOnly day) =>
        s_parts.Value[0].Records.Count(r => r.Channel == Channel.Window && s_time.DayOf(r.AcceptedAt) == day);

    private static double Share(List<RecordInput> records, Func<RecordInput, bool> which) => (double)records.Count(which) / records.Count;

    private static TimeOnly TimeOf(DateTimeOffset instant) => TimeOnly.FromDateTime(s_time.ToLocal(instant).DateTime);

    private static string Hash(IReadOnlyList<DemonstrationPart> parts) =>
        Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));
}
