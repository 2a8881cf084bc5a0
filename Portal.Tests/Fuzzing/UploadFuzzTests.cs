using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Domain.Access;
using Portal.Domain.Figures.Editing;
using Portal.Tests.Support;

namespace Portal.Tests.Fuzzing;

/// <summary>
/// Whatever file is sent to an upload, the portal takes it or says why not, in time and without keeping memory. What its readers do with
/// each kind of file, one by one, is the subject of <see cref="FileFuzzTests"/>.
/// </summary>
[CollectionDefinition(nameof(UploadFuzzTests), DisableParallelization = true)]
[Collection(nameof(UploadFuzzTests))]
[Needs(Resource.Database)]
[Needs(Resource.Time)]
public sealed partial class UploadFuzzTests
{
    private const long MostKept = 64L << 20;
    private const string Sheet = $"/figures/community-service/{SampleData.Community}/2014-10/template.xlsx";
    private const string Report = $"/reports/templates/file?unit={SampleData.District}&language=zh-CN&format=";

    private static readonly string[] s_types =
    [
        "application/octet-stream",
        "text/csv; charset=utf-8",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Uploads_ChangedAtRandom_AreTakenOrRefusedWithoutFailureInTime()
    {
        await using var portal = await PortalInstance.StartAsync();
        Assert.Empty(await portal.Get<FormWriter>().InstallAsync(Actor.System, new(2014, 1, 1), lastMonth: null, Token));
        await portal.CreateUserAsync("office", Role.EfficiencyOffice, SampleData.District);
        using var browser = portal.Browser();
        (await PortalInstance.SignInAsync(browser, "office", PortalInstance.Password)).Dispose();
        browser.DefaultRequestHeaders.Add(
            "RequestVerificationToken",
            Field().Match(await browser.GetStringAsync("/figures", Token)).Groups["token"].Value
        );
        var sheet = await browser.GetByteArrayAsync(Sheet, Token);
        var word = await browser.GetByteArrayAsync(Report + "docx", Token);
        var excel = await browser.GetByteArrayAsync(Report + "xlsx", Token);
        var uploads = new (string Address, Func<Random, byte[]> Make)[]
        {
            ("/import/upload", random => ByteMutator.Mutate(random, Encoding.UTF8.GetBytes(RecordFiles.Csv))),
            ("/import/upload", random => ZipMutator.Mutate(random, RecordFiles.Workbook)),
            (Sheet, random => ZipMutator.Mutate(random, sheet)),
            (Report + "docx", random => ZipMutator.Mutate(random, word)),
            (Report + "xlsx", random => ZipMutator.Mutate(random, excel)),
        };
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {FuzzOptions.Seed}, {FuzzOptions.Uploads} uploads");

        var answers = new AnswerCheck();
        var failures = new List<string>();
        long? before = null;
        for (var index = 0; index < FuzzOptions.Uploads; index++)
        {
            if (index == FuzzOptions.Uploads / 4)
                before = GC.GetTotalMemory(forceFullCollection: true);
            var (address, make) = uploads[index % uploads.Length];
            using var request = Request(FuzzOptions.Random(index), address, make);
            if (await answers.FaultAsync(browser, request, Token) is { } fault)
                failures.Add($"{index} ({request.RequestUri}): {fault}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine(answers.ToString());
        Assert.True(
            failures.Count == 0,
            $"{failures.Count} failures with seed {FuzzOptions.Seed}:{Environment.NewLine}"
                + string.Join(Environment.NewLine, failures.Take(20))
        );
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before!.Value, long.MinValue, MostKept);
    }

    /// <summary>The file, with a name and a type that may fit it.</summary>
    private static HttpRequestMessage Request(Random random, string address, Func<Random, byte[]> make)
    {
        var content = new ByteArrayContent(make(random));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(s_types[random.Next(s_types.Length)]);
        var more = (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "name=" + Escaped(HostileTexts.Any(random));
        if (random.Next(4) == 0)
            more += "&seen=" + Escaped(HostileTexts.Any(random));
        return new(HttpMethod.Post, new Uri(address + more, UriKind.Relative)) { Content = content };
    }

    // Bytes, since a text may hold half of a character.
    private static string Escaped(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Take(500).Select(b => $"%{b:X2}"));

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Field();
}
