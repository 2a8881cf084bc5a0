namespace Portal.Domain.Intake.Profiles;

/// <summary>How one file is opened, where somebody chose it: wins over the profile's. What is null in both is found.</summary>
public sealed record FileReading
{
    /// <summary>Nothing was chosen.</summary>
    public static readonly FileReading Found = new();

    /// <inheritdoc cref="FileMapping.Encoding"/>
    public string? Encoding { get; init; }

    /// <inheritdoc cref="FileMapping.Sheet"/>
    public string? Sheet { get; init; }

    /// <inheritdoc cref="FileMapping.HeadingRow"/>
    public int? HeadingRow { get; init; }

    /// <summary>What was chosen, and where nothing was, what the profile says.</summary>
    public FileReading Or(FileMapping? mapping) =>
        mapping is null
            ? this
            : new()
            {
                Encoding = Encoding ?? mapping.Encoding,
                Sheet = Sheet ?? mapping.Sheet,
                HeadingRow = HeadingRow ?? mapping.HeadingRow,
            };

    /// <summary>The mapping with what was chosen, so that the next file is read alike.</summary>
    public T KeptIn<T>(T mapping)
        where T : FileMapping
    {
        var all = Or(mapping);
        return (T)(mapping with { Encoding = all.Encoding, Sheet = all.Sheet, HeadingRow = all.HeadingRow });
    }
}
