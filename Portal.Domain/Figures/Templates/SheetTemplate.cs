using Portal.Domain.Documents.Workbooks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;

namespace Portal.Domain.Figures.Templates;

/// <summary>A sheet as an Excel workbook to be filled in elsewhere: written for one unit and month, read back with everything wrong named by its cell.</summary>
public static class SheetTemplate
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const int MostBytes = 5 << 20;

    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // A template of the largest form unfolds to a fraction of this, whichever program saved it.
    // The largest form has 2,000 cells to fill in, and as many beside them.
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
    };

    /// <summary>Writes the sheet with what stands in it, in the caller's language.</summary>
    /// <param name="target">Need not be seekable; left open.</param>
    public static void Write(SheetView view, Stream target)
    {
        using var workbook = new MemoryStream();
        TemplateWriter.Write(TemplateLayout.Of(view), FormTexts.Say("template.sheetName"), workbook);
        workbook.WriteTo(target);
    }

    /// <summary>Reads a filled-in template for the sheet. What is wrong with the file is in the answer; nothing is saved.</summary>
    /// <param name="file">At most <see cref="MostBytes"/> of it are looked at; left open.</param>
    /// <param name="view">The sheet as it stands now.</param>
    /// <param name="names">Names the form and the unit of a template that belongs elsewhere.</param>
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
            return TemplateReader.Read(await TemplateCells.ReadAsync(content, Limits, cancellation), view, names);
        }
        catch (WorkbookRefusedException refused)
        {
            return Refused(refused);
        }
    }

    private static TemplateContent Refused(WorkbookRefusedException refused) =>
        refused.Fault switch
        {
            WorkbookFault.NoWorkbook => Refused("template.notExcel"),
            WorkbookFault.Broken => Refused("template.broken"),
            WorkbookFault.Unfolds => Refused("template.unfolds"),
            WorkbookFault.TooManyCells or WorkbookFault.RowTooLong => Refused("template.tooManyCells", refused.Place),
        };

    private static TemplateContent Refused(string code, params object[] named) =>
        TemplateContent.Refused(new(Place: null, code, FormTexts.Say(code, named)));

    private static TemplateContent Refused(string code, CellPlace? place) =>
        TemplateContent.Refused(new(place?.ToString(), code, FormTexts.Say(code, place?.ToString() ?? "")));

    /// <returns>Why the file is not read; null when it is buffered and may be.</returns>
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

/// <summary>Names by code, as the reader of a message knows them; null for a code that nothing has.</summary>
public sealed record SheetTemplateNames(Func<string, string?> Form, Func<string, string?> Unit)
{
    /// <summary>The names of today.</summary>
    public static SheetTemplateNames Of(FigureReference figures, Organisation.UnitTree units, DateOnly today) =>
        new(
            code => figures.Find(code) is { } form ? form.Versions[^1].Definition.Name.ToString() : null,
            code => units.Find(code) is { } unit ? units.NameAt(unit.Id, today) : null
        );
}
