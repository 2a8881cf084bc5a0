using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>The columns of a kind of reference file: the contract's names, each with its Chinese name.</summary>
internal sealed class ReferenceColumns(params (string Name, string Chinese)[] names)
{
    public IReadOnlyList<string> Names { get; } = [.. names.Select(n => n.Name)];

    public int Find(string heading) =>
        Array.FindIndex(names, n => n.Name.Equals(heading, StringComparison.OrdinalIgnoreCase) || n.Chinese == heading);
}

/// <summary>A file of units, items or days, read as a whole: nothing is written before every row is checked.</summary>
internal sealed class ReferenceTable
{
    /// <summary>The most rows of a reference file.</summary>
    private const int MostRows = 1_000_000;

    private static readonly TimeSpan s_mostWork = TimeSpan.FromMinutes(2);

    private ReferenceTable(IReadOnlyList<ReferenceRow> rows, ReferenceErrors errors) => (Rows, Errors) = (rows, errors);

    public IReadOnlyList<ReferenceRow> Rows { get; }

    public ReferenceErrors Errors { get; }

    /// <exception cref="RecordFileException">The file cannot be read, or its heading has an unknown column.</exception>
    public static async Task<ReferenceTable> ReadAsync(
        Stream content,
        string fileName,
        ReferenceColumns columns,
        CancellationToken cancellation
    )
    {
        var format = await FileIntake.FormatAsync(content, fileName, cancellation);
        await using var table = await RowTables.OpenAsync(
            content,
            format,
            new RowTableOptions { JsonColumns = columns.Names, IsKnown = heading => columns.Find(heading) >= 0 },
            new ReadBudget(s_mostWork, cancellation)
        );
        var (places, errors, rows) = (Match(table.Columns, columns), new ReferenceErrors(), new List<ReferenceRow>());
        while (await table.ReadAsync(cancellation))
        {
            if (rows.Count == MostRows)
                throw new RecordFileException("file.tooManyRows", line: null, MostRows);
            foreach (var problem in table.Problems)
                errors.Add(RowErrors.Create(table.Line, problem.Field, problem.Value, problem.Code, problem.Arguments));
            rows.Add(
                new ReferenceRow(
                    table.Line,
                    columns,
                    [.. places.Select((place, column) => place < 0 ? null : Text(table, place, columns.Names[column]))],
                    errors
                )
            );
        }
        return new(rows, errors);
    }

    // Codes are cleaned as those of records are, so that records find the units and items of a file.
    private static string Text(RowTable table, int place, string name)
    {
        var isCode = name.EndsWith("code", StringComparison.OrdinalIgnoreCase);
        var text = CsvText.Plain((isCode ? table.Identifier(place) : table.Cell(place)).Trim()).ToString();
        return isCode ? Identifiers.Clean(text) : text;
    }

    private static int[] Match(IReadOnlyList<string> headings, ReferenceColumns columns)
    {
        var places = Enumerable.Repeat(-1, columns.Names.Count).ToArray();
        var unknown = new List<string>();
        for (var at = 0; at < headings.Count; at++)
        {
            if (headings[at].Length == 0 || RecordFields.IsErrors(headings[at]))
                continue;
            var column = columns.Find(headings[at]);
            if (column < 0)
                unknown.Add(headings[at]);
            else if (places[column] >= 0)
                throw new RecordFileException("header.duplicate", line: 1, headings[at]);
            else
                places[column] = at;
        }
        return unknown.Count == 0 ? places : throw new RecordFileException("header.unknown", line: 1, RowErrors.Names(unknown));
    }
}

/// <summary>One row. Values are read by column name; each invalid value adds an error.</summary>
internal sealed class ReferenceRow(long line, ReferenceColumns columns, string?[] cells, ReferenceErrors errors)
{
    public long Line { get; } = line;

    /// <summary>The text; empty when the cell is blank or the file has no such column.</summary>
    public string this[string name] => cells[columns.Find(name)] ?? "";

    /// <summary>Whether the file has the column.</summary>
    public bool Has(string name) => cells[columns.Find(name)] is not null;

    public void AddError(string name, string code, params object[] arguments) =>
        errors.Add(
            RowErrors.Create(
                Line,
                name,
                name.Length == 0 || this[name].Length == 0 ? null : RecordText.ForDisplay(this[name]),
                code,
                arguments
            )
        );

    /// <summary>A required text; empty, with an error added, when it is missing.</summary>
    public string Required(string name, int maxLength)
    {
        if (this[name].Length == 0)
            AddError(name, "value.required");
        return Text(name, maxLength);
    }

    public string Text(string name, int maxLength)
    {
        if (this[name].Length > maxLength)
            AddError(name, "text.tooLong", maxLength);
        else if (RecordText.HasBreak(this[name]))
            AddError(name, "text.hasBreak");
        return this[name];
    }

    public DateOnly? Day(string name)
    {
        if (this[name].Length == 0)
            return null;
        if (
            IsoText.TryRead(this[name], out var day, out _, out var dayOnly)
            && dayOnly
            && day.Year is >= InstantReader.FirstYear and <= InstantReader.LastYear
        )
        {
            return DateOnly.FromDateTime(day);
        }
        AddError(name, "day.invalid");
        return null;
    }

    public int? Number(string name, int minimum)
    {
        if (this[name].Length == 0)
            return null;
        if (
            int.TryParse(
                this[name],
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
            && number >= minimum
        )
            return number;
        AddError(name, "limit.invalid", minimum);
        return null;
    }

    public T? Word<T>(string name, ValueSpellings<T> words)
        where T : struct
    {
        if (this[name].Length == 0)
            return null;
        if (words.TryRead(this[name], out var value))
            return value;
        AddError(name, "value.unknown", string.Join(", ", words.Names));
        return null;
    }
}
