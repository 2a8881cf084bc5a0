using Portal.Domain.Documents.Packaging;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures.Templates;

/// <summary>A sheet as an Excel workbook to be filled in elsewhere: written for one unit and month, read back with everything wrong named by its cell.</summary>
public static class SheetTemplate
{
    /// <summary>The largest file that is taken, in bytes.</summary>
    public const int MostBytes = 5 << 20;

    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // A template of the largest form unfolds to a fraction of this, whichever program saved it.
    internal static readonly ZipLimits Limits = new()
    {
        Entries = 200,
        Expanded = 16 << 20,
        Ratio = 100,
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
        try
        {
            using var content = await BufferAsync(file, cancellation);
            await ZipGuard.CheckAsync(content, Limits, cancellation);
            return TemplateReader.Read(WorkbookReader.Read(content), view, names);
        }
        catch (ZipRefusedException refused)
        {
            return Refused(refused.IsBroken ? "template.broken" : "template.unfolds");
        }
        catch (WorkbookRefusedException refused)
        {
            return TemplateContent.Refused(
                new(
                    refused.Place?.ToString(),
                    refused.Code,
                    FormTexts.Say(refused.Code, refused.Place?.ToString() ?? (object)(MostBytes >> 20))
                )
            );
        }
    }

    private static TemplateContent Refused(string code) => TemplateContent.Refused(new(Place: null, code, FormTexts.Say(code)));

    private static async Task<MemoryStream> BufferAsync(Stream file, CancellationToken cancellation)
    {
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await file.ReadAsync(buffer, cancellation)) > 0; )
        {
            if (content.Length + read > MostBytes)
                throw new WorkbookRefusedException("template.tooLarge");
            content.Write(buffer.AsSpan(0, read));
        }
        content.Position = 0;
        CheckKind(content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, 8)));
        return content;
    }

    private static void CheckKind(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            throw new WorkbookRefusedException("template.empty");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new WorkbookRefusedException("template.oldExcel");
        if (!start.StartsWith("PK"u8))
            throw new WorkbookRefusedException("template.notExcel");
    }
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
