using Sylvan.Data.Csv;

namespace Portal.Domain.Demonstration.World;

/// <summary>The files of the demonstration, embedded in the assembly.</summary>
public static class DemonstrationFiles
{
    public const string Calendar = "china-calendar.csv";
    public const string Units = "taijiang-units.csv";
    internal const string Departments = "taijiang-departments.csv";
    internal const string Items = "taijiang-items.csv";
    internal const string Proof = "rectification-proof.png";

    /// <summary>Opens one of the files; the caller disposes the reader.</summary>
    public static StreamReader Open(string name) => new(OpenBytes(name));

    /// <summary>Opens one of the files as it is; the caller disposes the stream.</summary>
    internal static Stream OpenBytes(string name) =>
        typeof(DemonstrationFiles).Assembly.GetManifestResourceStream("Demonstration." + name)
        ?? throw new FileNotFoundException("The assembly lacks a file of the demonstration.", name);

    /// <summary>Reads all rows; <paramref name="row"/> gets a function from a column's heading to its text.</summary>
    internal static List<T> Read<T>(string name, Func<Func<string, string>, T> row)
    {
        using var csv = CsvDataReader.Create(Open(name));
        var rows = new List<T>();
        while (csv.Read())
            rows.Add(row(column => csv.GetString(csv.GetOrdinal(column))));
        return rows;
    }
}
