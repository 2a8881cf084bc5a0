using Portal.Domain.Shared;

namespace Portal.Domain.Evidence;

/// <summary>Checks the declared size of a picture in pixels: a viewer needs memory for all of them.</summary>
internal static class PictureSize
{
    /// <summary>A sheet of A3 at 600 dots an inch has 70 million.</summary>
    public const long MostPixels = 100_000_000;

    /// <summary>Null for a size that is taken.</summary>
    public static Refusal? Check(long width, long height) =>
        width == 0 || height == 0 ? EvidenceRefusal.FileIsDamaged
        : width > MostPixels || height > MostPixels || width * height > MostPixels ? EvidenceRefusal.PictureIsTooLarge
        : null;
}
