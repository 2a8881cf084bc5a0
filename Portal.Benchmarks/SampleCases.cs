using System.Globalization;
using System.Text;

namespace Portal.Benchmarks;

/// <summary>
/// Cases like an export of an approval system: in order of acceptance, from January 2013 to October 2014, so that the last ten months
/// have a year before them to compare with. The same at every run.
/// </summary>
internal static class SampleCases
{
    /// <summary>The heading of <see cref="Lines"/>.</summary>
    public const string Header = "source,caseNo,unitCode,itemCode,channel,acceptedAt,closedAt,outcome,satisfaction";

    private static readonly DateOnly s_first = new(2013, 1, 1);
    private static readonly DateOnly s_last = new(2014, 10, 31);

    private static readonly string[] s_channels = ["window", "window", "window", "online", "phone", "mobile"];

    /// <summary>Writes the file and returns its length in bytes.</summary>
    public static async Task<long> WriteAsync(string file, int count, int firstNumber = 0)
    {
        await using var writer = new StreamWriter(
            file,
            append: false,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            bufferSize: 1 << 16
        );
        await writer.WriteLineAsync(Header);
        foreach (var line in Lines(count, firstNumber))
            await writer.WriteLineAsync(line);
        await writer.FlushAsync();
        return new FileInfo(file).Length;
    }

    /// <summary>The cases as lines of CSV, without a heading; no value holds a comma.</summary>
    public static IEnumerable<string> Lines(int count, int firstNumber = 0)
    {
        var random = new Random(20_141_031);
        var start = s_first.ToDateTime(new(8, 30));
        var days = s_last.DayNumber - s_first.DayNumber;
        var minutesPerDay = 9 * 60;
        for (var i = 0; i < count; i++)
        {
            var accepted = start.AddDays((long)i * days / count).AddMinutes(random.Next(minutesPerDay));
            var closed = accepted.AddMinutes(random.Next(5) == 0 ? random.Next(10 * 24 * 60) : random.Next(60));
            var unit = $"S{random.Next(Workbench.Streets)}C{random.Next(Workbench.CommunitiesPerStreet)}";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"bench,{firstNumber + i},{unit},I{random.Next(Workbench.Items)},{s_channels[random.Next(s_channels.Length)]},"
                    + $"{accepted:yyyy-MM-ddTHH:mm:ss},{closed:yyyy-MM-ddTHH:mm:ss},completed,{random.Next(3, 6)}"
            );
        }
    }
}
