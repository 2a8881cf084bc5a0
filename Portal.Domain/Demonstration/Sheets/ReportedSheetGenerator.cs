using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Sheets;

/// <summary>A sheet of the demonstration with its history.</summary>
/// <param name="Cells">Kept apart from the sheet: they are many, and inserted in bulk.</param>
internal sealed record ReportedSheet(FigureSheet Sheet, IReadOnlyList<FigureCell> Cells, int FormVersionId, IReadOnlyList<FigureStep> Steps)
{
    /// <summary>Adds steps and the approved version, once the sheet has its id.</summary>
    public void AddRestTo(PortalDb db)
    {
        foreach (var step in Steps)
            step.SheetId = Sheet.Id;
        db.FigureSteps.AddRange(Steps);
        foreach (var cell in Cells)
            cell.SheetId = Sheet.Id;
        if (Sheet.Status != FigureStatus.Approved)
            return;
        db.FigureVersions.Add(
            new()
            {
                SheetId = Sheet.Id,
                Number = 1,
                FormVersionId = FormVersionId,
                Values = FigureValues.Write(Cells.Select(c => KeyValuePair.Create(c.Code, c.Value))),
                SubmittedBy = Sheet.SubmittedBy!,
                ApprovedBy = Steps[^1].By,
                ApprovedAt = Sheet.ApprovedAt!.Value,
            }
        );
    }
}

/// <summary>
/// Generates the sheets of the demonstration, month by month: each is checked against the months before, and findings get a comment.
/// </summary>
internal sealed class ReportedSheetGenerator(ReportedValues values, ReferenceData reference, DistrictTime time)
{
    private readonly Dictionary<(string Form, int UnitId), Dictionary<string, List<decimal>>> _histories = [];

    /// <summary>Null for a sheet that was not started.</summary>
    public ReportedSheet? Write(FormInUse form, Unit unit, DateOnly month)
    {
        if (SheetProgress.Of(form, unit, month, reference, time) is not { } course)
            return null;
        var version = form.At(month);
        var clerk = reference.Units.NameAt(unit.Id, month).Replace("居委会", "", StringComparison.Ordinal) + "经办人";
        var sheet = new FigureSheet
        {
            FormId = form.Id,
            UnitId = unit.Id,
            Month = month,
            Status = course.Status,
            FirstSubmittedAt = course.SubmittedAt,
            SubmittedAt = course.SubmittedAt,
            SubmittedBy = course.SubmittedAt is null ? null : clerk,
        };
        var cells = Fill(sheet, form, version.Definition, unit, course, clerk);
        var steps = Steps(sheet, unit, course, clerk);
        sheet.Revision = 1 + steps.Count;
        return new(sheet, cells, version.Id, steps);
    }

    private List<FigureCell> Fill(
        FigureSheet sheet,
        FormInUse form,
        FormDefinition definition,
        Unit unit,
        SheetProgress course,
        string clerk
    )
    {
        var entered = values.Of(form, definition, unit.Id, unit.Code, sheet.Month);
        var savedAt = (course.SubmittedAt ?? time.StartOf(sheet.Month.AddMonths(1).AddDays(4)).AddHours(10)).AddMinutes(-6);
        List<FigureCell> cells =
        [
            .. definition
                .Cells.Where(c => entered.ContainsKey(c.Code))
                .Take(course.IsHalf ? entered.Count / 2 : entered.Count)
                .Select(c => new FigureCell
                {
                    Code = c.Code,
                    Value = entered[c.Code],
                    Revision = 1,
                    SavedBy = clerk,
                    SavedAt = savedAt,
                }),
        ];
        if (course.SubmittedAt is null)
            return cells;
        var history = History(form, unit);
        foreach (
            var finding in FormChecks.Run(
                definition,
                entered,
                history.ToDictionary(h => h.Key, IReadOnlyList<decimal> (h) => h.Value, StringComparer.Ordinal)
            )
        )
        {
            cells.First(c => c.Code == finding.Cell).Comment =
                finding.Check == "closedInMonth" ? "部分件月末后办结" : "已核实，当月业务量变化";
        }
        foreach (var (code, value) in entered)
        {
            if (value.Number is not { } number)
                continue;
            if (!history.TryGetValue(code, out var numbers))
                history[code] = numbers = [];
            numbers.Add(number);
        }
        return cells;
    }

    private Dictionary<string, List<decimal>> History(FormInUse form, Unit unit)
    {
        if (!_histories.TryGetValue((form.Code, unit.Id), out var history))
            _histories[(form.Code, unit.Id)] = history = new(StringComparer.Ordinal);
        return history;
    }

    private List<FigureStep> Steps(FigureSheet sheet, Unit unit, SheetProgress course, string clerk)
    {
        if (course.SubmittedAt is not { } submitted)
            return [];
        var above = reference.Units.SelfAndAbove(unit.Id, sheet.Month).Skip(1).ToList();
        var approvers = above.Count == 0 ? [unit.Id] : above;
        var steps = new List<FigureStep>
        {
            new()
            {
                Version = 1,
                Action = FigureAction.Submitted,
                By = clerk,
                At = submitted,
            },
        };
        for (var i = 0; i < course.Steps.Count; i++)
        {
            var by =
                reference.Units.VersionAt(approvers[i], sheet.Month).Kind == UnitKind.District
                    ? "区效能办"
                    : reference.Units.NameAt(approvers[i], sheet.Month) + "审核人";
            steps.Add(
                new()
                {
                    Version = 1,
                    Action = FigureAction.Approved,
                    UnitId = approvers[i],
                    By = by,
                    At = course.Steps[i],
                }
            );
        }
        if (sheet.Status == FigureStatus.Approved)
            (sheet.ApprovedVersion, sheet.ApprovedAt) = (1, course.Steps[^1]);
        else
            sheet.AwaitingUnitId = approvers[course.Steps.Count];
        return steps;
    }
}
