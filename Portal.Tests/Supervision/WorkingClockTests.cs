using System.Globalization;
using CsCheck;
using Portal.Domain.Calendar;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Clocks;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Supervision;

public sealed class WorkingClockTests
{
    private static readonly DistrictTime s_time = new(Shanghai, TimeProvider.System);
    private static readonly WorkingCalendar s_calendar = ChinaCalendar.Working();
    private static readonly WorkingClock s_clock = new(s_calendar, s_time);
    private static readonly WorkingHours s_hours = WorkingHours.Default; // 08:30–12:00, 14:30–17:30

    [Theory]
    [InlineData("2014-09-30 17:00", 60, "2014-10-08 09:00")] // half an hour before the holiday week, half an hour after
    [InlineData("2014-09-30 18:00", 30, "2014-10-08 09:00")] // outside hours it starts with the next working time
    [InlineData("2014-10-04 10:00", 30, "2014-10-08 09:00")]
    [InlineData("2014-10-10 16:30", 90, "2014-10-11 09:00")] // Saturday 11 is worked
    [InlineData("2014-10-08 11:30", 60, "2014-10-08 15:00")] // over noon
    [InlineData("2014-10-08 08:30", 390, "2014-10-08 17:30")] // a whole day ends with it, not with the next morning
    [InlineData("2014-10-08 10:00", 0, "2014-10-08 10:00")]
    public void After_WorkingMinutes_IsTheInstantAtWhichTheyHavePassed(string from, int minutes, string expected)
    {
        var after = s_clock.After(At(from), TimeSpan.FromMinutes(minutes), s_hours);

        Assert.Equal(At(expected), after);
        Assert.Equal(TimeSpan.FromMinutes(minutes), s_clock.Between(At(from), after!.Value, s_hours));
    }

    [Fact]
    public void Between_APauseOverNight_SavesNothing()
    {
        var night = new ClockPause(At("2014-10-08 17:30"), At("2014-10-09 08:30"));
        var (from, to) = (At("2014-10-08 16:30"), At("2014-10-09 09:30"));

        Assert.Equal(TimeSpan.FromHours(2), s_clock.Between(from, to, s_hours, [night]));
        Assert.Equal(At("2014-10-09 09:30"), s_clock.After(from, TimeSpan.FromHours(2), s_hours, [night]));
    }

    [Fact]
    public void After_OverlappingPauses_AreSavedOnce()
    {
        ClockPause[] pauses =
        [
            new(At("2014-10-08 09:30"), At("2014-10-08 10:30")),
            new(At("2014-10-08 09:00"), At("2014-10-08 10:00")),
            new(At("2014-10-08 11:00"), At("2014-10-08 10:00")), // ends before it begins: stops nothing
        ];

        Assert.Equal(At("2014-10-08 11:00"), s_clock.After(At("2014-10-08 08:30"), TimeSpan.FromHours(1), s_hours, pauses));
    }

    [Fact]
    public void After_APauseThatLasts_IsNever()
    {
        ClockPause[] pauses = [new(At("2014-10-08 09:00"), null)];

        Assert.Null(s_clock.After(At("2014-10-08 08:30"), TimeSpan.FromHours(1), s_hours, pauses));
        Assert.Equal(At("2014-10-08 09:00"), s_clock.After(At("2014-10-08 08:30"), TimeSpan.FromMinutes(30), s_hours, pauses));
        Assert.Equal(TimeSpan.FromMinutes(30), s_clock.Between(At("2014-10-08 08:30"), At("2015-10-08 09:00"), s_hours, pauses));
    }

    [Theory]
    [InlineData("2014-10-08 08:29", false, "2014-10-08 08:30")]
    [InlineData("2014-10-08 08:30", true, "2014-10-08 08:30")]
    [InlineData("2014-10-08 12:00", false, "2014-10-08 14:30")]
    [InlineData("2014-09-30 17:30", false, "2014-10-08 08:30")]
    public void Next_OfAnInstant_IsTheNextWorkingTime(string at, bool works, string next)
    {
        Assert.Equal(works, s_clock.IsWorking(At(at), s_hours));
        Assert.Equal(At(next), s_clock.Next(At(at), s_hours));
    }

    /// <summary>In New York the clocks go forward at 02:00 on 2014-03-09, a Sunday that a calendar may make a working day.</summary>
    [Fact]
    public void Between_ADayOnWhichTheClocksChange_CountsTheHoursThatPass()
    {
        var newYork = new DistrictTime(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"), TimeProvider.System);
        var sunday = new DateOnly(2014, 3, 9);
        var calendar = new WorkingCalendar([
            new()
            {
                Date = sunday,
                Kind = DayKind.Work,
                Holiday = "",
                HolidayEnglish = "",
            },
        ]);
        var clock = new WorkingClock(calendar, newYork);

        var night = WorkingHours.Parse("00:00-06:00");
        Assert.Equal(TimeSpan.FromHours(5), clock.Between(newYork.StartOf(sunday), newYork.EndOf(sunday), night));
    }

    /// <summary>Random hours, pauses, hand-overs and changes of limits, against a twin that looks at every minute.</summary>
    [Fact]
    public void Clock_OfRandomEvents_AgreesWithATwinMinuteByMinute() =>
        Gen.Select(Gens.Start, Gens.Hours, Gens.Limit, Gens.Event.List[0, 8])
            .Sample(
                (start, hours, limit, events) =>
                {
                    var twin = new MinuteTwin(start, hours, limit);
                    var level = LevelClock.Start(start, hours, limit);
                    var at = start;
                    foreach (var one in events)
                    {
                        at += TimeSpan.FromMinutes(one.MinutesLater);
                        level = one.ApplyTo(level, at);
                        twin.PassUntil(at);
                        one.ApplyTo(twin);
                        Assert.Equal(twin.Used, level.UsedAt(at, s_clock));
                    }
                    if (twin.IsUsedUp)
                        Assert.True(level.RunsOutAt(s_clock) <= at);
                    else
                        Assert.Equal(twin.RunsOutAt(), level.RunsOutAt(s_clock));
                },
                iter: 400
            );

    private static DateTimeOffset At(string local) =>
        s_time.FromLocal(DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));

    private enum Happening
    {
        Pause,
        Resume,
        OtherHours,
        OtherLimit,
        HandOver,
    }

    private sealed record Event(Happening Kind, int MinutesLater, WorkingHours Hours, TimeSpan Limit, TimeSpan Minimum)
    {
        public LevelClock ApplyTo(LevelClock clock, DateTimeOffset at) =>
            Kind switch
            {
                Happening.Pause => clock.Pause(at, s_clock),
                Happening.Resume => clock.Resume(at),
                Happening.OtherHours => clock.WithHours(at, Hours, s_clock),
                Happening.OtherLimit => clock.WithLimit(Limit),
                Happening.HandOver => clock.HandOver(at, Hours, Limit, Minimum),
            };

        public void ApplyTo(MinuteTwin twin)
        {
            switch (Kind)
            {
                case Happening.Pause:
                    twin.Paused = true;
                    break;
                case Happening.Resume:
                    twin.Paused = false;
                    break;
                case Happening.OtherHours:
                    twin.Hours = Hours;
                    break;
                case Happening.OtherLimit:
                    twin.Limit = Limit;
                    break;
                case Happening.HandOver:
                    (twin.Hours, twin.Used, twin.Limit) = (Hours, TimeSpan.Zero, TimeSpan.FromTicks(Math.Max(Limit.Ticks, Minimum.Ticks)));
                    break;
            }
        }
    }

    /// <summary>The slow twin: adds up single minutes, and checks each against calendar, hours and pause.</summary>
    private sealed class MinuteTwin(DateTimeOffset start, WorkingHours hours, TimeSpan limit)
    {
        private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
        private DateTimeOffset _now = start;

        public WorkingHours Hours { get; set; } = hours;

        public TimeSpan Limit { get; set; } = limit;

        public TimeSpan Used { get; set; }

        public bool Paused { get; set; }

        public bool IsUsedUp => !Paused && Used >= Limit;

        public void PassUntil(DateTimeOffset at)
        {
            for (; _now < at; _now += s_minute)
            {
                if (Ticks())
                    Used += s_minute;
            }
        }

        public DateTimeOffset? RunsOutAt()
        {
            if (Paused)
                return null;
            while (Used < Limit)
                PassUntil(_now + s_minute);
            return _now;
        }

        private bool Ticks()
        {
            var local = s_time.ToLocal(_now);
            var minute = (local.Hour * 60) + local.Minute;
            return !Paused
                && s_calendar.IsWorkday(DateOnly.FromDateTime(local.DateTime))
                && Hours.Spans.Any(span => span.From <= minute && minute < span.To);
        }
    }

    private static class Gens
    {
        /// <summary>Around the National Day holiday, on whole minutes.</summary>
        public static readonly Gen<DateTimeOffset> Start = Gen.Int[0, 14 * 24 * 60].Select(m => Local(2014, 9, 25, 0).AddMinutes(m));

        private static readonly WorkingHours[] s_hours =
        [
            WorkingHours.Default,
            WorkingHours.Parse("00:00-24:00"),
            WorkingHours.Parse("09:00-17:00"),
            WorkingHours.Parse("08:00-08:07;12:13-13:01;23:30-24:00"),
        ];

        public static readonly Gen<WorkingHours> Hours = Gen.Int[0, 3].Select(i => s_hours[i]);

        public static readonly Gen<TimeSpan> Limit = Gen.Int[1, 3_000].Select(m => TimeSpan.FromMinutes(m));

        public static readonly Gen<Event> Event = Gen.Select(
            Gen.Enum<Happening>(),
            Gen.Int[0, 4_000],
            Hours,
            Limit,
            Gen.Int[0, 1_000],
            (kind, later, hours, limit, minimum) => new Event(kind, later, hours, limit, TimeSpan.FromMinutes(minimum))
        );
    }
}
