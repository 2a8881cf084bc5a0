using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures.Reminders;

/// <summary>催报: somebody was reminded of a sheet. Only added to; the same reminder is never there twice.</summary>
public sealed class FigureReminder
{
    public int Id { get; set; }

    public int FormId { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day of the sheet's month.</summary>
    public DateOnly Month { get; set; }

    public ReminderKind Kind { get; set; }

    /// <summary>By itself: the working day beside the deadline, as <see cref="ReminderPlan"/> has it. By hand: the day, as <c>yyyymmdd</c>.</summary>
    public int Step { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Sign-in name; <c>system</c> when it came by itself.</summary>
    public required string By { get; set; }
}

/// <summary>What brought a reminder about.</summary>
public enum ReminderKind : byte
{
    BeforeDeadline = 1,
    AfterDeadline = 2,
    ByHand = 3,
}

/// <summary>When sheets are reminded of by themselves.</summary>
public static class ReminderPlan
{
    /// <summary>Working days after the deadline (negative: before): three and one before, one after, and every five from then on up to twenty.</summary>
    public static IReadOnlyList<int> Steps { get; } = [-3, -1, 1, 6, 11, 16];

    /// <summary>How many working days after the deadline the last reminder can still be made up for.</summary>
    public const int Last = 20;

    /// <summary>The step that has come by now, also when nobody was there on its very day; null before the first and after <see cref="Last"/>.</summary>
    /// <param name="workdaysLate">See <c>SheetStanding.WorkdaysLate</c>.</param>
    public static int? StepAt(int workdaysLate) =>
        workdaysLate > Last ? null : Steps.Where(step => step <= workdaysLate).Select(step => (int?)step).LastOrDefault();
}

internal sealed class FigureReminderConfiguration : IEntityTypeConfiguration<FigureReminder>
{
    public void Configure(EntityTypeBuilder<FigureReminder> reminder)
    {
        reminder.ToTable("FigureReminders");
        reminder.Property(r => r.By).HasMaxLength(FigureColumns.NameLength);
        reminder
            .HasIndex(r => new
            {
                r.UnitId,
                r.FormId,
                r.Month,
                r.Kind,
                r.Step,
            })
            .IsUnique(); // a job that runs twice reminds once
        reminder.HasIndex(r => r.Month); // the board shows when its months were reminded of
        reminder.HasOne<FigureForm>().WithMany().HasForeignKey(r => r.FormId).OnDelete(DeleteBehavior.Restrict);
        reminder.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
