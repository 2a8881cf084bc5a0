using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Tests.Fuzzing;

/// <summary>Changes a real file or message in a few places, so that most of it still means something.</summary>
internal static partial class ByteMutator
{
    private const int MostChanges = 6;
    private const int MostRepeated = 64 * 1024;

    private static readonly string[] s_numbers =
    [
        "0",
        "-1",
        "65536",
        "1048577",
        "2147483647",
        "2147483648",
        "99999999999999999999",
        "1e308",
        "NaN",
        "",
    ];

    /// <summary>Any bytes.</summary>
    public static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = new List<byte>(seed);
        for (var left = random.Next(1, MostChanges + 1); left > 0; left--)
            Change(random, bytes);
        return [.. bytes];
    }

    /// <summary>A text, by its numbers as well.</summary>
    public static string Mutate(Random random, string seed)
    {
        var text = seed;
        for (var left = random.Next(1, MostChanges + 1); left > 0; left--)
            text = random.Next(2) == 0 ? WithNumber(random, text) : WithText(random, text);
        return text;
    }

    private static void Change(Random random, List<byte> bytes)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(Encoding.UTF8.GetBytes(HostileTexts.Any(random)));
            return;
        }
        var (at, length) = Slice(random, bytes.Count);
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(HostileTexts.Any(random)));
                break;
            case 6:
                Repeat(random, bytes, at, Math.Min(length, 40));
                break;
        }
    }

    private static void Repeat(Random random, List<byte> bytes, int at, int length)
    {
        var part = bytes.GetRange(at, length);
        var times = random.Next(1, Math.Max(2, MostRepeated / Math.Max(1, length)));
        bytes.InsertRange(at, Enumerable.Repeat(part, times).SelectMany(p => p));
    }

    private static string WithNumber(Random random, string text)
    {
        var numbers = Number().Matches(text);
        if (numbers.Count == 0)
            return text;
        var number = numbers[random.Next(numbers.Count)];
        var with = random.Next(3) == 0 ? random.Next().ToString(CultureInfo.InvariantCulture) : s_numbers[random.Next(s_numbers.Length)];
        return string.Concat(text.AsSpan(0, number.Index), with, text.AsSpan(number.Index + number.Length));
    }

    private static string WithText(Random random, string text)
    {
        if (text.Length == 0)
            return HostileTexts.Any(random);
        var (at, length) = Slice(random, text.Length);
        return random.Next(4) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, HostileTexts.Any(random)),
            2 => text.Insert(at, text.Substring(at, length)),
            _ => string.Concat(text.AsSpan(0, at), HostileTexts.Any(random), text.AsSpan(at + length)),
        };
    }

    private static (int At, int Length) Slice(Random random, int length)
    {
        var at = random.Next(length);
        return (at, Math.Min(length - at, 1 << random.Next(10)));
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1_000)]
    private static partial Regex Number();
}
