using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Portal.Rectifications;

/// <summary>The file of a call: the first file of a form, or the body itself. It is a stream and kept nowhere.</summary>
/// <param name="Name">As the sender gave it; null when there is none.</param>
/// <param name="Length">How many bytes were announced; null when unknown.</param>
/// <param name="Content">The bytes.</param>
internal sealed record SentFile(string? Name, long? Length, Stream Content)
{
    private const int LongestBoundary = 70; // RFC 2046
    private const int MostFields = 16;

    /// <summary>
    /// Null for a form without a file. What <see cref="IsBroken"/> knows may be thrown here and while the content is read.
    /// </summary>
    public static async Task<SentFile?> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
            return new(request.Query["name"].ToString() is { Length: > 0 } name ? name : null, request.ContentLength, request.Body);
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        if (boundary.Length is 0 or > LongestBoundary)
            throw new InvalidDataException("The form has no boundary.");
        var form = new MultipartReader(boundary, request.Body);
        for (var fields = 0; fields < MostFields && await form.ReadNextSectionAsync(cancellation) is { } section; fields++)
        {
            if (section.GetContentDispositionHeader() is not { } disposition || !disposition.IsFileDisposition())
                continue;
            var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName);
            return new(name.ToString(), Length: null, section.Body); // the length of the form is not that of the file
        }
        return null;
    }

    /// <summary>Whether the sender's form is wrong, or ends too early.</summary>
    public static bool IsBroken(Exception exception) => exception is InvalidDataException or (IOException and not BadHttpRequestException);
}
