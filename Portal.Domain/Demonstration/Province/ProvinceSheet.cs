using Portal.Domain.Demonstration.Sheets;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;

namespace Portal.Domain.Demonstration.Province;

/// <summary>A sheet of a province with its steps, cells and approved version.</summary>
internal sealed class ProvinceSheet(FormInUse form, Unit unit, DateOnly month, string unitName)
{
    private const string FirstCity = "3801";

    private readonly string _clerk = unitName + "经办人";

    public FigureSheet Sheet { get; } =
        new()
        {
            FormId = form.Id,
            UnitId = unit.Id,
            Month = month,
            Revision = 1,
        };

    public List<FigureStep> Steps { get; } = [];

    public List<FigureCell> Cells { get; } = [];

    /// <summary>Null unless approved.</summary>
    public FigureVersion? Version { get; private set; }

    public bool IsOfFirstCity => unit.Code.StartsWith(FirstCity, StringComparison.Ordinal);

    /// <summary>Submits the sheet, and approves it <paramref name="approvals"/> times.</summary>
    public void Submit(DateTimeOffset at, List<int> approvers, int approvals, Func<int, string> nameOf)
    {
        (Sheet.FirstSubmittedAt, Sheet.SubmittedAt, Sheet.SubmittedBy, Sheet.Status) = (at, at, _clerk, FigureStatus.Submitted);
        Steps.Add(
            new()
            {
                Version = 1,
                Action = FigureAction.Submitted,
                By = _clerk,
                At = at,
            }
        );
        foreach (var approver in approvers.Take(approvals))
            Steps.Add(
                new()
                {
                    Version = 1,
                    Action = FigureAction.Approved,
                    UnitId = approver,
                    By = nameOf(approver) + "审核人",
                    At = at.AddHours(Steps.Count),
                }
            );
        Sheet.Revision += Steps.Count;
        if (approvals < approvers.Count)
        {
            Sheet.AwaitingUnitId = approvers[approvals];
            return;
        }
        (Sheet.Status, Sheet.ApprovedVersion, Sheet.ApprovedAt) = (FigureStatus.Approved, 1, Steps[^1].At);
        Version = new()
        {
            Number = 1,
            FormVersionId = form.At(month).Id,
            Values = FigureValues.Write([]),
            SubmittedBy = _clerk,
            ApprovedBy = Steps[^1].By,
            ApprovedAt = Steps[^1].At,
        };
    }

    public void Number(int id)
    {
        Sheet.Id = id;
        foreach (var step in Steps)
            step.SheetId = id;
        if (Version is not null)
            Version.SheetId = id;
    }

    /// <summary>Enters the counts of the unit's records: half of the cells in a draft.</summary>
    public void Fill(ReportedValues values)
    {
        var definition = form.At(month).Definition;
        var entered = values.Of(form, definition, unit.Id, unit.Code, month);
        var savedAt = Sheet.SubmittedAt ?? new DateTimeOffset(month.AddMonths(1).ToDateTime(new(2, 0)), TimeSpan.Zero);
        Cells.AddRange(
            definition
                .Cells.Where(c => entered.ContainsKey(c.Code))
                .Take(Sheet.SubmittedAt is null ? entered.Count / 2 : entered.Count)
                .Select(c => new FigureCell
                {
                    SheetId = Sheet.Id,
                    Code = c.Code,
                    Value = entered[c.Code],
                    Revision = 1,
                    SavedBy = _clerk,
                    SavedAt = savedAt,
                })
        );
        if (Version is not null)
            Version.Values = FigureValues.Write(entered);
    }
}
