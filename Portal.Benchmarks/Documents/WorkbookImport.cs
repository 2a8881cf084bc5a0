using System.Globalization;
using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Benchmarks.Documents;

/// <summary>The cases of an approval system's export with 40 columns, as a workbook and as CSV, through the whole intake.</summary>
internal static class WorkbookImport
{
    private const int Columns = 40;
    private const int Warm = 1_000;

    private static readonly string[] s_fields = SampleCases.Header.Split(',');
    private static readonly string[] s_words = [.. Enumerable.Range(0, 50_000).Select(i => $"台江区行政服务中心综合窗口 {i}")];
    private static readonly DateTime s_excelZero = new(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Writes the cases as Excel saves them: numbers and times as numbers, fewer than 100,000 different texts.</summary>
    public static void WriteWorkbook(string file, int rows) => SharedTextWorkbook.Write(file, Rows(rows, heading => heading, Cell));

    public static async Task WriteCsvAsync(string file, int rows)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16);
        foreach (var row in Rows(rows, heading => heading, (_, text) => text))
            await writer.WriteLineAsync(string.Join(',', row));
    }

    /// <summary>
    /// Imports the file into a new SQLite database. A small one of its format comes first: the code that it loads is not counted.
    /// </summary>
    public static async Task<int> RunAsync(string file, int rows)
    {
        await using var bench = await Workbench.CreateAsync();
        var format = Path.GetExtension(file) == ".csv" ? FileFormat.Csv : FileFormat.Xlsx;
        var small = bench.PathOf("small");
        if (format == FileFormat.Csv)
            await WriteCsvAsync(small, Warm);
        else
            WriteWorkbook(small, Warm);
        await ImportAsync(bench, small, format);
        WorkbookTasks.CountFromNow();
        return await ImportAsync(bench, file, format);
    }

    private static async Task<int> ImportAsync(Workbench bench, string file, FileFormat format)
    {
        var mapping = new ProfileMapping
        {
            Fields = s_fields.ToDictionary(
                name => RecordFields.Find(name, RecordStream.Cases)!.Value,
                name => new FieldMapping { Column = name }
            ),
            Ignore = ["*"],
        };
        await using var content = File.OpenRead(file);
        await using var records = await bench
            .Get<RecordFileReader>()
            .OpenAsync(content, new(RecordStream.Cases, format) { Mapping = mapping });
        var result = await bench
            .Get<IRecordIntake>()
            .RunAsync(records.ReadAsync(), new(RecordStream.Cases) { Scope = UnitScope.Everything });
        return result.Rejected == 0
            ? (int)result.Received
            : throw new InvalidOperationException($"{result.Rejected} rows were rejected: {result.Errors.FirstOrDefault()}");
    }

    private static IEnumerable<T[]> Rows<T>(int rows, Func<string, T> heading, Func<int, string, T> cell)
    {
        var row = new T[Columns];
        for (var i = 0; i < Columns; i++)
            row[i] = heading(i < s_fields.Length ? s_fields[i] : string.Create(CultureInfo.InvariantCulture, $"other {i}"));
        yield return row;
        var number = 0;
        foreach (var line in SampleCases.Lines(rows))
        {
            var fields = line.Split(',');
            for (var i = 0; i < Columns; i++)
                row[i] = cell(i, i < fields.Length ? fields[i] : Other(number, i));
            number++;
            yield return row;
        }
    }

    private static string Other(int row, int column) =>
        column % 3 == 0
            ? s_words[((row * 7) + (column * 31)) % s_words.Length]
            : (((row * 7) + column) % 100_000).ToString(CultureInfo.InvariantCulture);

    private static object Cell(int column, string text) =>
        column < s_fields.Length && s_fields[column].EndsWith("At", StringComparison.Ordinal)
            ? (DateTime.Parse(text, CultureInfo.InvariantCulture) - s_excelZero).TotalDays
        : double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : text;
}
