using Portal.Domain.Documents.Packaging;
using Portal.Domain.Documents.Workbooks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;

namespace Portal.Domain.Figures.Templates;

/// <summary>
/// A sheet as an Excel workbook to fill in elsewhere: written for one unit and month; its reader names the cell of every error.
/// </summary>
public static class SheetTemplate
{
    /// <summary>The largest file accepted, in bytes.</summary>
    public const int MostBytes = 5 << 20;

    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // A template of the largest form expands to a fraction of this, whichever program saved it: it has 2,000 cells to fill in, and as many
    // beside them.
    internal static readonly WorkbookLimits Limits = new()
    {
        Package = new()
        {
            Entries = 200,
            Expanded = 16 << 20,
            Ratio = 100,
        },
        Cells = 20_000,
        Elements = 200_000,
        MergedAreas = 1_000,
        SharedTexts = 50_000,
        SharedCharacters = 2_000_000,
        RowCharacters = 200_000,
        Characters = 4_000_000,
    };

    private static readonly TimeSpan s_mostWork = TimeSpan.FromSeconds(15);

    /// <summary>Writes the sheet with its values, in the caller's language.</summary>
    /// <param name="target">Need not be seekable; left open.</param>
    public static void Write(SheetView view, Stream target)
    {
        using var workbook = new MemoryStream();
        TemplateWriter.Write(TemplateLayout.Of(view), FormTexts.Say("template.sheetName"), workbook);
        workbook.WriteTo(target);
    }

    /// <summary>Reads a filled-in template of the sheet. The answer has the file's errors; nothing is saved.</summary>
    /// <param name="file">At most <see cref="MostBytes"/> are read; left open.</param>
    /// <param name="view">The present sheet.</param>
    /// <param name="names">Gives the names of form and unit for a template of another sheet.</param>
    public static async Task<TemplateContent> ReadAsync(
        Stream file,
        SheetView view,
        SheetTemplateNames names,
        CancellationToken cancellation = default
    )
    {
        using var content = new MemoryStream();
        if (await BufferAsync(file, content, cancellation) is { } code)
            return Refused(code, MostBytes >> 20);
        try
        {
            var budget = new ReadBudget(s_mostWork, cancellation);
            return TemplateReader.Read(await TemplateCells.ReadAsync(content, Limits, budget), view, names, budget);
        }
        catch (ReadBudgetSpentException spent)
        {
            return Refused("template.tooSlow", spent.Seconds);
        }
        catch (WorkbookRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private static TemplateContent Refused(WorkbookRefusedException refused) =>
        refused.Fault switch
        {
            WorkbookFault.NoWorkbook or WorkbookFault.Binary => Refused("template.notExcel"),
            WorkbookFault.Broken => Refused("template.broken", refused, refused.PlaceInBrackets),
            WorkbookFault.Excessive => Refused("template.excessive", refused),
            WorkbookFault.OutsideSheet => Refused("template.outsideSheet", refused),
            WorkbookFault.TooLarge => Refused("template.unfolds", refused),
            WorkbookFault.TooManyCells or WorkbookFault.RowTooLong => Refused("template.tooManyCells", refused),
            WorkbookFault.TooSlow => Refused("template.tooSlow", (int)s_mostWork.TotalSeconds),
        };

    private static TemplateContent Refused(string code, params object[] named) =>
        TemplateContent.Refused(new(Place: null, code, FormTexts.Say(code, named)));

    private static TemplateContent Refused(string code, WorkbookRefusedException refused, string? named = null) =>
        TemplateContent.Refused(new(refused.Place.Length == 0 ? null : refused.Place, code, FormTexts.Say(code, named ?? refused.Place)));

    /// <returns>Why the file is refused; null when it is buffered.</returns>
    private static async Task<string?> BufferAsync(Stream file, MemoryStream content, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await file.ReadAsync(buffer, cancellation)) > 0; )
        {
            if (content.Length + read > MostBytes)
                return "template.tooLarge";
            content.Write(buffer.AsSpan(0, read));
        }
        content.Position = 0;
        return FaultOf(content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, 8)));
    }

    private static string? FaultOf(ReadOnlySpan<byte> start) =>
        start.IsEmpty ? "template.empty"
        : start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]) ? "template.oldExcel"
        : start.StartsWith("PK"u8) ? null
        : "template.notExcel";
}

/// <summary>Names by code, as the reader of a message knows them; null for an unknown code.</summary>
public sealed record SheetTemplateNames(Func<string, string?> Form, Func<string, string?> Unit)
{
    /// <summary>The names of today.</summary>
    public static SheetTemplateNames Of(FigureReference figures, Organisation.UnitTree units, DateOnly today) =>
        new(
            code => figures.Find(code) is { } form ? form.Versions[^1].Definition.Name.ToString() : null,
            code => units.Find(code) is { } unit ? units.NameAt(unit.Id, today) : null
        );
}
