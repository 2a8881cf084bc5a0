using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Changes that profiles of every kind have in common.</summary>
public static class FileMappings
{
    /// <summary>The mapping with what was chosen for a file, so that the next file is opened alike.</summary>
    public static T With<T>(this T mapping, FileReading chosen)
        where T : FileMapping
    {
        var reading = chosen.Or(mapping.Reading);
        return (T)(mapping with { Encoding = reading.Encoding, Sheet = reading.Sheet, HeadingRow = reading.HeadingRow });
    }
}
