using System.Globalization;
using System.Text;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>Cleans and checks the name of a file of evidence.</summary>
/// <param name="Text">The cleaned name, with its extension.</param>
/// <param name="Type">The format that the extension names.</param>
internal sealed record EvidenceName(string Text, EvidenceType Type)
{
    // Before the last extension, each of these means that the file is, or once was, of another kind. Other words with dots are usual in
    // names: 2014.10.31, 第1.2条.
    private static readonly HashSet<string> s_extensions = new(
        """
        apk app asp aspx bat bin bmp bz2 cab cgi chm class cmd com config cpl css csv dll doc docm docx dmg ear eml
        exe gif gz hta htaccess htm html inf ini iso jar jpeg jpg js jse json jsp jspx lnk mht mhtml mjs msc msi odt
        ofd pdf php php3 php4 php5 phtml pif pl png ppt pptx ps1 py rar rb reg rtf scf scr sh shtml svg svgz swf tar
        tgz tif tiff txt url vbe vbs war webp wps wsf wsh xhtml xls xlsm xlsx xml xsl xz zip 7z
        """.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly char[] s_notInWindows = ['<', '>', '"', '|', '?', '*'];

    /// <summary>
    /// The name in composed form (NFC), without blanks and dots around it, and with <c>_</c> in place of characters that no Windows file
    /// may have.
    /// </summary>
    /// <param name="name">As it was sent; null when none was.</param>
    public static Outcome<EvidenceName> Read(string? name)
    {
        if (string.IsNullOrWhiteSpace(name))
            return EvidenceRefusal.NameIsMissing;
        // A longer one is refused before work is spent on it.
        if (name.Length > 4 * EvidenceColumns.NameLength)
            return EvidenceRefusal.NameIsTooLong;
        if (!RecordText.IsStorable(name) || name.EnumerateRunes().Any(IsUnprintable))
            return EvidenceRefusal.NameIsUnprintable;
        if (name.AsSpan().ContainsAny('/', '\\', ':'))
            return EvidenceRefusal.NameIsPath;
        // Full-width letters and dots of an extension count as usual ones; the name itself keeps its Chinese punctuation.
        var parts = name.Normalize(NormalizationForm.FormKC).Trim(' ', '.').Split('.');
        return Cut(name.Normalize(NormalizationForm.FormC), parts);
    }

    private static Outcome<EvidenceName> Cut(string name, string[] parts)
    {
        var text = string.Join('_', name.Split(s_notInWindows)).Trim(' ', '.');
        if (text.Length > EvidenceColumns.NameLength)
            return EvidenceRefusal.NameIsTooLong;
        if (parts.Skip(1).SkipLast(1).Any(part => s_extensions.Contains(part.Trim())))
            return EvidenceRefusal.NameHasTwoExtensions;
        if (parts.Length < 2 || EvidenceTypes.OfExtension(parts[^1].ToLowerInvariant()) is not { } type)
            return EvidenceRefusal.ExtensionIsNotTaken;
        return string.IsNullOrWhiteSpace(parts[0]) ? EvidenceRefusal.NameIsMissing : new EvidenceName(text, type);
    }

    // Controls, and what turns the direction of text or is drawn as nothing: the reader would see another name.
    private static bool IsUnprintable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned;
}
