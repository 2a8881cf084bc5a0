using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.Fuzzing;

/// <summary>Makes calls out of operations: valid parameters, hostile ones, none, the same one twice; changed bodies of any type.</summary>
internal sealed partial class ApiCalls(IReadOnlyList<ApiOperation> operations, Uri address)
{
    private static readonly Dictionary<string, string[]> s_valid = new(StringComparer.OrdinalIgnoreCase)
    {
        ["unit"] = [SampleData.District, SampleData.Street, SampleData.Community, SampleData.Department],
        ["form"] = ["community-service", "street-service"],
        ["month"] = ["2014-10", "2014-08", "2014-01"],
        ["from"] = ["2014-01", "2014-10-01", "2013-12"],
        ["to"] = ["2014-10", "2014-10-31", "2015-01"],
        ["stream"] = ["cases", "appeals"],
        ["metric"] = ["completionRatio", "onTheSpotRatio,timeRatio", "completeness,timeliness"],
        ["by"] = ["none", "unit", "month", "day", "item", "channel", "department"],
        ["basis"] = ["accepted", "closed"],
        ["structure"] = ["then", "today"],
        ["asOf"] = ["2014-10-31", "2014-10-31T18:00:00+08:00", "2014-10-31T18:00"],
        ["channel"] = ["window", "online"],
        ["item"] = [SampleData.Licence],
        ["open"] = ["true", "false"],
        ["overdue"] = ["true", "false"],
        ["source"] = ["s"],
        ["caseNo"] = ["1", "2"],
        ["limit"] = ["1", "100", "1000"],
        ["after"] = ["20141008.1", "2014-10-08.1"],
        ["atomic"] = ["true", "false"],
        ["format"] = ["docx", "xlsx"],
        ["language"] = ["zh-CN", "en"],
        ["number"] = ["1", "2"],
        ["returnUrl"] = ["/live", "/中", "//x"],
        ["culture"] = ["zh-CN", "en"],
        ["view"] = ["print", "board", "list"],
        ["year"] = ["2014"],
        ["code"] = [SampleData.Licence],
        ["id"] = ["0198a7d2-0000-7000-8000-000000000000"],
    };

    private static readonly (string Type, string Body)[] s_bodies =
    [
        (
            "application/json",
            $$"""
            [{"source":"s","caseNo":"1","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}","channel":"window",
              "acceptedAt":"2014-10-08T09:30:00+08:00","closedAt":"2014-10-09","outcome":"completed","satisfaction":5,"extensionDays":0,
              "suspensions":[{"from":"2014-10-08","to":"2014-10-09","reason":"检验"}]},
             {"source":"s","caseNo":"2","unitCode":"{{SampleData.Street}}","itemCode":"{{SampleData.InstantItem}}",
              "acceptedAt":"2014-10-08"}]
            """
        ),
        (
            "application/x-ndjson",
            $$"""
            {"source":"s","caseNo":"3","unitCode":"{{SampleData.Community}}","appealSource":"hotline12345","acceptedAt":"2014-10-08"}
            {"source":"s","caseNo":"4","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-10-08"}

            """
        ),
        (
            "text/csv",
            $"""
            source,caseNo,unitCode,itemCode,acceptedAt,closedAt,suspensions
            s,5,{SampleData.Community},{SampleData.Licence},2014-10-08 09:30,2014-10-09,2014-10-08/2014-10-08 检验;2014-10-09
            "s",6,{SampleData.Community},{SampleData.Licence},2014/10/8 9:30,,

            """
        ),
        (
            "application/json",
            """{"values":{"rated5":12,"rated4":"1,011","due":"n/a","usedDays":12.5,"none":1},"comments":{"rated5":"好"},"submit":false}"""
        ),
    ];

    /// <summary>The call of a number: the same for the same seed.</summary>
    public HttpRequestMessage Make(int index)
    {
        var random = FuzzOptions.Random(index);
        var operation = operations[random.Next(operations.Count)];
        var request = new HttpRequestMessage(
            random.Next(40) == 0 ? HttpMethod.Delete : operation.Method,
            new Uri(address.OriginalString.TrimEnd('/') + PathOf(random, operation), s_asWritten)
        );
        if (operation.Body || random.Next(50) == 0)
            request.Content = Body(random);
        if (random.Next(10) == 0)
            request.Headers.TryAddWithoutValidation("Accept-Language", Ascii(HostileTexts.Any(random)));
        return request;
    }

    private static readonly UriCreationOptions s_asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private static string PathOf(Random random, ApiOperation operation)
    {
        var path = Parameter().Replace(operation.Path, m => Escaped(Value(random, m.Groups["name"].Value)));
        var query = operation.Query.Where(_ => random.Next(4) > 0).ToList();
        if (random.Next(10) == 0)
            query.Add(random.Next(2) == 0 ? HostileTexts.Any(random) : query.FirstOrDefault() ?? "x");
        return query.Count == 0 ? path : path + "?" + string.Join('&', query.Select(q => $"{Escaped(q)}={Escaped(Value(random, q))}"));
    }

    private static string Value(Random random, string name) =>
        random.Next(3) > 0 && s_valid.TryGetValue(name, out var valid) ? valid[random.Next(valid.Length)]
        : random.Next(8) == 0 && s_valid.TryGetValue(name, out var seeds) ? ByteMutator.Mutate(random, seeds[random.Next(seeds.Length)])
        : HostileTexts.Any(random);

    private static ByteArrayContent Body(Random random)
    {
        var (type, text) = s_bodies[random.Next(s_bodies.Length)];
        var bytes = random.Next(5) switch
        {
            0 => Encoding.UTF8.GetBytes(text),
            1 or 2 => ByteMutator.Mutate(random, Encoding.UTF8.GetBytes(text)),
            3 => Encoding.UTF8.GetBytes(WithEscapes(random, ByteMutator.Mutate(random, text))),
            _ => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(ByteMutator.Mutate(random, text))).ToArray(),
        };
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(random.Next(10) == 0 ? "application/octet-stream" : type);
        return content;
    }

    // JSON can write what UTF-8 cannot.
    private static string WithEscapes(Random random, string text) =>
        random.Next(2) == 0 ? text : text.Replace("s", random.Next(2) == 0 ? "\\ud800" : "\\u0000", StringComparison.Ordinal);

    /// <summary>Percent-encoded, unpaired surrogates included.</summary>
    private static string Escaped(string text)
    {
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')
                escaped.Append(c);
            else if (char.IsSurrogate(c))
                escaped.Append("%ED%A0%80");
            else
                escaped.Append(string.Concat(Encoding.UTF8.GetBytes([c]).Select(b => $"%{b:X2}")));
        }
        return escaped.Length > 3_000 ? escaped.ToString(0, 3_000) : escaped.ToString();
    }

    private static string Ascii(string text) => string.Concat(text.Where(c => c is >= ' ' and < '\u007F').Take(200));

    [GeneratedRegex(@"\{(?<name>[A-Za-z]+)[^}]*\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Parameter();
}
