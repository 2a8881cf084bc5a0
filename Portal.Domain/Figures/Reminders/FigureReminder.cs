using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures.Reminders;

/// <summary>催报: a reminder of a sheet. Only added to; the same reminder is never stored twice.</summary>
public sealed class FigureReminder
{
    public int Id { get; set; }

    public int FormId { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day of the sheet's month.</summary>
    public DateOnly Month { get; set; }

    public ReminderKind Kind { get; set; }

    /// <summary>
    /// Automatic: the working day relative to the deadline, as <see cref="ReminderPlan"/> has it. By hand: the day, as <c>yyyymmdd</c>.
    /// </summary>
    public int Step { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>Sign-in name; <c>system</c> for an automatic one.</summary>
    public required string By { get; set; }
}

/// <summary>The cause of a reminder.</summary>
public enum ReminderKind : byte
{
    BeforeDeadline = 1,
    AfterDeadline = 2,
    ByHand = 3,
}

/// <summary>The days of automatic reminders.</summary>
public static class ReminderPlan
{
    /// <summary>
    /// Working days after the deadline (negative: before): three and one before, one after, and every five from then on up to twenty.
    /// </summary>
    public static IReadOnlyList<int> Steps { get; } = [-3, -1, 1, 6, 11, 16];

    /// <summary>The last working day after the deadline on which a missed reminder is still sent.</summary>
    public const int Last = 20;

    /// <summary>
    /// The latest step reached, also when the portal was down on its day; null before the first and after <see cref="Last"/>.
    /// </summary>
    /// <param name="workdaysLate">See <c>OwedSheetProgress.WorkdaysLate</c>.</param>
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
        reminder.HasIndex(r => r.Month); // the board shows the latest reminders of its months
        reminder.HasOne<FigureForm>().WithMany().HasForeignKey(r => r.FormId).OnDelete(DeleteBehavior.Restrict);
        reminder.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
