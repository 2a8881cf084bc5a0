using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>The refusals about files of evidence: their names, their contents, and how many there are.</summary>
public static class EvidenceRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(EvidenceRefusal));

    /// <summary>The file has no name, or none before its extension.</summary>
    public static Refusal NameIsMissing { get; } = s_texts.Of("name.required", HttpStatusCode.UnprocessableEntity);

    /// <summary>The name has more than <see cref="EvidenceColumns.NameLength"/> characters.</summary>
    public static Refusal NameIsTooLong { get; } = s_texts.Of("name.tooLong", HttpStatusCode.UnprocessableEntity);

    /// <summary>The name holds a folder, a drive or a stream.</summary>
    public static Refusal NameIsPath { get; } = s_texts.Of("name.path", HttpStatusCode.UnprocessableEntity);

    /// <summary>The name holds control characters, half a character, or characters that change how the rest is shown.</summary>
    public static Refusal NameIsUnprintable { get; } = s_texts.Of("name.unprintable", HttpStatusCode.UnprocessableEntity);

    /// <summary>The name has the extension of another kind of file before its last one, as in <c>a.php.jpg</c>.</summary>
    public static Refusal NameHasTwoExtensions { get; } = s_texts.Of("name.twoExtensions", HttpStatusCode.UnprocessableEntity);

    /// <summary>The extension is none of those that are taken.</summary>
    public static Refusal ExtensionIsNotTaken { get; } = s_texts.Of("name.extension", HttpStatusCode.UnsupportedMediaType);

    public static Refusal FileIsEmpty { get; } = s_texts.Of("file.empty", HttpStatusCode.UnprocessableEntity);

    /// <summary>The file has more bytes than <see cref="EvidenceLimits.MostBytes"/>; it is not read to its end.</summary>
    public static Refusal FileIsTooLarge { get; } = s_texts.Of("file.tooLarge", HttpStatusCode.RequestEntityTooLarge);

    /// <summary>The content is neither JPEG nor PNG nor PDF, whatever the name says.</summary>
    public static Refusal ContentIsNotTaken { get; } = s_texts.Of("file.type", HttpStatusCode.UnsupportedMediaType);

    /// <summary>The content is an archive, or holds one; Office documents are archives too.</summary>
    public static Refusal ContentIsArchive { get; } = s_texts.Of("file.archive", HttpStatusCode.UnsupportedMediaType);

    /// <summary>The content is of another format than the extension says.</summary>
    public static Refusal ContentDiffersFromName { get; } = s_texts.Of("file.otherType", HttpStatusCode.UnprocessableEntity);

    /// <summary>The file ends too early.</summary>
    public static Refusal FileIsCut { get; } = s_texts.Of("file.cut", HttpStatusCode.UnprocessableEntity);

    /// <summary>The content breaks the rules of its format.</summary>
    public static Refusal FileIsDamaged { get; } = s_texts.Of("file.damaged", HttpStatusCode.UnprocessableEntity);

    /// <summary>There are bytes after the end of the picture or document.</summary>
    public static Refusal FileHasTail { get; } = s_texts.Of("file.tail", HttpStatusCode.UnprocessableEntity);

    /// <summary>The content holds a script or markup.</summary>
    public static Refusal FileHasScript { get; } = s_texts.Of("file.script", HttpStatusCode.UnprocessableEntity);

    /// <summary>The picture declares more pixels than <see cref="PictureSize.MostPixels"/>.</summary>
    public static Refusal PictureIsTooLarge { get; } = s_texts.Of("file.pixels", HttpStatusCode.UnprocessableEntity);

    /// <summary>A compressed part becomes far larger than the file.</summary>
    public static Refusal FileExpands { get; } = s_texts.Of("file.expands", HttpStatusCode.UnprocessableEntity);

    /// <summary>The PDF acts when it is opened: script, programs, files within, forms that are sent.</summary>
    public static Refusal PdfIsActive { get; } = s_texts.Of("file.pdfActive", HttpStatusCode.UnprocessableEntity);

    /// <summary>The PDF is encrypted or packed in a way that cannot be looked through.</summary>
    public static Refusal PdfIsClosed { get; } = s_texts.Of("file.pdfClosed", HttpStatusCode.UnprocessableEntity);

    /// <summary>The same bytes were added in this round before.</summary>
    public static Refusal FileIsThere { get; } = s_texts.Of("file.twice", HttpStatusCode.Conflict);

    /// <summary>The round has <see cref="EvidenceLimits.MostFiles"/> files.</summary>
    public static Refusal TooManyFiles { get; } = s_texts.Of("files.tooMany", HttpStatusCode.Conflict);
}
