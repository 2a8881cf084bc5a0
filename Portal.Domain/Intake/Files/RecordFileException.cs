using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Files;

/// <summary>A file that cannot be read, or not beyond a line.</summary>
/// <param name="code">A key of <c>IntakeText.resx</c>, such as <c>header.unknown</c>.</param>
/// <param name="line">The 1-based line where reading stopped; null when the error concerns the whole file.</param>
/// <param name="arguments">The arguments of the message.</param>
public sealed class RecordFileException(string code, long? line, params object[] arguments) : Exception(RowErrors.Message(code, arguments))
{
    /// <summary>An error of the whole file; its message has no arguments.</summary>
    public RecordFileException(string code)
        : this(code, line: null) { }

    /// <summary>Stable: clients may depend on it.</summary>
    public string Code { get; } = code;

    public long? Line { get; } = line;

    /// <summary>The sheets of which one must be chosen before the file can be read; none when that is not the reason.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Whether another sheet or encoding, chosen by the user, may make the file readable.</summary>
    public bool IsUntilChosen => Sheets.Count > 0 || Code is "xlsx.sheetUnknown" or "file.undecodable" or "file.encodingUnknown";
}
