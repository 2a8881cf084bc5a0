using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake.Fields;

/// <summary>How a file is opened: the sheet or the encoding, and the row of the heading; what is not chosen is found.</summary>
public sealed partial class FileReadingEditor
{
    /// <summary>The last row of a sheet.</summary>
    private const int LastRow = 1 << 20;

    private static readonly (string Name, string Label)[] s_encodings =
    [
        ("utf-8", "UTF-8"),
        ("gb18030", "GB18030 (GBK, GB2312)"),
        ("big5", "Big5"),
        ("utf-16", "UTF-16"),
    ];

    private FileReading? _shown;
    private string _sheet = "";
    private string _encoding = "";
    private string _headingRow = "";
    private bool _isWrong;

    /// <summary>What was chosen.</summary>
    [Parameter, EditorRequired]
    public required FileReading Reading { get; set; }

    /// <summary>Those of a workbook; none for a text, whose encoding is asked for instead.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Sheets { get; set; }

    /// <summary>What was found, and is not read; one sentence each.</summary>
    [Parameter]
    public IReadOnlyList<string> Notices { get; set; } = [];

    /// <summary>Whether it is shown open, because the file cannot be read without it.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>Raised with the choice when the file is to be read again.</summary>
    [Parameter]
    public EventCallback<FileReading> OnRead { get; set; }

    protected override void OnParametersSet()
    {
        if (_shown == Reading)
            return; // what is being typed stays
        _shown = Reading;
        (_sheet, _encoding) = (Reading.Sheet ?? "", Reading.Encoding ?? "");
        _headingRow = Reading.HeadingRow?.ToString(CultureInfo.InvariantCulture) ?? "";
    }

    private Task ReadAsync()
    {
        var typed = _headingRow.Trim();
        var isRow = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row <= LastRow;
        _isWrong = typed.Length > 0 && !isRow;
        return _isWrong
            ? Task.CompletedTask
            : OnRead.InvokeAsync(
                new()
                {
                    Sheet = Given(_sheet),
                    Encoding = Given(_encoding),
                    HeadingRow = isRow ? row : null,
                }
            );
    }

    private static string? Given(string text) => text.Length > 0 ? text : null;
}
