using System.Globalization;

namespace Portal.Domain.Intake.Rows;

/// <summary>A column of the portal's own files of units, items or days.</summary>
public sealed class ReferenceColumn
{
    private readonly SpelledValues? _values;

    internal ReferenceColumn(string name, string chinese, SpelledValues? values = null) =>
        (Name, ChineseName, _values) = (name, chinese, values);

    /// <summary>The name in the contract, such as <c>parentCode</c>.</summary>
    public string Name { get; }

    public string ChineseName { get; }

    /// <summary>The name in the reader's language; files may have either.</summary>
    public string LocalName => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "zh" ? ChineseName : Name;

    /// <summary>Whether rows without it are refused.</summary>
    public bool IsRequired { get; internal init; }

    /// <summary>Whether it is a code that identifies a unit or an item.</summary>
    public bool IsCode => Name.EndsWith("code", StringComparison.OrdinalIgnoreCase);

    /// <summary>The contract's values; null when any text is valid.</summary>
    public IReadOnlyList<string>? Codes => _values?.Codes;

    /// <summary>The names of <see cref="Codes"/> in the reader's language, in the same order.</summary>
    public IReadOnlyList<string>? Names => _values?.Names;

    /// <summary>Whether the portal can read the value: one of a closed set, in any spelling, or any text.</summary>
    internal bool Reads(string value) => _values is null || _values.Reads(value);
}
