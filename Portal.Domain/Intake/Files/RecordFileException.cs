using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Files;

/// <summary>A file that cannot be read at all, or not any further.</summary>
/// <param name="code">A key of the texts, such as <c>header.unknown</c>.</param>
/// <param name="line">The 1-based line where reading stopped; null when the whole file is meant.</param>
/// <param name="arguments">What the sentence names.</param>
public sealed class RecordFileException(string code, long? line, params object[] arguments) : Exception(RowErrors.Message(code, arguments))
{
    /// <summary>For the whole file, in a sentence that names nothing.</summary>
    public RecordFileException(string code)
        : this(code, line: null) { }

    /// <summary>Stable: programs go by it.</summary>
    public string Code { get; } = code;

    public long? Line { get; } = line;
}
