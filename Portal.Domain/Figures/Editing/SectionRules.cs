using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Editing;

/// <summary>Validates the sections of a form: unique well-formed codes, and traits for every entered number.</summary>
internal static class SectionRules
{
    public static void Check(FormDefinition definition, FormProblems problems)
    {
        FormTextRules.CheckName(definition.Name, "name", problems);
        if (definition.Sections is not { Count: > 0 })
        {
            problems.Add("sections", "form.noSections");
            return;
        }
        if (!CheckSize(definition, problems))
            return;
        var codes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < definition.Sections.Count; i++)
            CheckSection(definition.Sections[i], $"sections[{i}]", codes, problems);
    }

    // Checked before any loop over the cells: there may be a billion of them.
    private static bool CheckSize(FormDefinition definition, FormProblems problems)
    {
        if (definition.Sections.Any(s => s?.Rows is null || s.Columns is null || s.Rows.Contains(null!) || s.Columns.Contains(null!)))
        {
            problems.Add("sections", "form.partMissing");
            return false;
        }
        var cells = definition.Sections.Sum(s => (long)s.Rows.Count * Math.Max(1, s.Columns.Count));
        if (
            cells <= FormDefinition.MostCells
            && definition.Sections.Count <= FormDefinition.MostCells
            && definition.Sections.All(s => s.Columns.Count <= FormDefinition.MostCells)
        )
            return true;
        problems.Add("sections", "form.tooManyCells", cells, FormDefinition.MostCells);
        return false;
    }

    private static void CheckSection(FormSection section, string path, HashSet<string> codes, FormProblems problems)
    {
        if (!FormTextRules.IsSectionCode(section.Code))
            problems.Add($"{path}.code", "form.sectionCode");
        else if (!codes.Add(section.Code))
            problems.Add($"{path}.code", "form.codeTwice", section.Code);
        FormTextRules.CheckName(section.Name, $"{path}.name", problems);
        if (section.Rows.Count == 0)
            problems.Add($"{path}.rows", "form.noRows");
        for (var i = 0; i < section.Rows.Count; i++)
            CheckLine(section.Rows[i], $"{path}.rows[{i}]", !section.IsTable, codes, problems);
        var columns = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < section.Columns.Count; i++)
            CheckLine(section.Columns[i], $"{path}.columns[{i}]", entered: true, columns, problems);
        CheckCellCodes(section, path, problems);
    }

    private static void CheckLine(FormLine line, string path, bool entered, HashSet<string> codes, FormProblems problems)
    {
        if (!FormTextRules.IsCode(line.Code))
            problems.Add($"{path}.code", "form.code");
        else if (!codes.Add(line.Code))
            problems.Add($"{path}.code", "form.codeTwice", line.Code);
        FormTextRules.CheckName(line.Name, $"{path}.name", problems);
        FormTextRules.CheckHelp(line.Help, $"{path}.help", problems);
        if (entered && line.Traits is null)
            problems.Add($"{path}.traits", "form.traitsRequired");
        if (!entered && line.Traits is not null)
            problems.Add($"{path}.traits", "form.traitsInRow");
        if (line.Traits is { } traits)
            CheckTraits(traits, $"{path}.traits", problems);
    }

    private static void CheckTraits(IndicatorTraits traits, string path, FormProblems problems)
    {
        if (traits.Decimals is < 0 or > IndicatorTraits.MostDecimals)
            problems.Add($"{path}.decimals", "form.decimals", IndicatorTraits.MostDecimals);
        if (traits.Measure is { } measure && !Enum.IsDefined(measure))
            problems.Add($"{path}.measure", "form.measure");
        if (traits.Measure is not null and not (FigureMeasure.UsedDays or FigureMeasure.StatutoryDays) && traits.Decimals > 0)
            problems.Add($"{path}.decimals", "form.measureWhole");
        FormTextRules.CheckHelp(traits.Unit, $"{path}.unit", problems);
    }

    private static void CheckCellCodes(FormSection section, string path, FormProblems problems)
    {
        var longest =
            section.Rows.Select(r => r.Code?.Length ?? 0).DefaultIfEmpty().Max()
            + (section.IsTable ? 1 + section.Columns.Max(c => c.Code?.Length ?? 0) : 0);
        if (longest > FormCell.CodeLength)
            problems.Add(path, "form.codeTooLong", FormCell.CodeLength);
    }
}
