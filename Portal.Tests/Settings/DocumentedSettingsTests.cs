using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using Portal.Jobs.Hosting;
using Portal.Tests.Support;

namespace Portal.Tests.Settings;

/// <summary>Both READMEs name every setting that the portal reads.</summary>
public sealed class DocumentedSettingsTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh-CN.md")]
    public void Readme_NamesEverySettingThatIsRead(string readme)
    {
        var asked = new AskedKeys();
        _ = PortalSettings.Read(asked, development: false, reader => new ServiceCollection().AddPageSettings(reader));
        var text = File.ReadAllText(Path.Combine(TestFiles.Root, readme));
        // A row may name several settings of one section, of which only the first bears it, or the entries of a list.
        Assert.DoesNotContain(
            asked.Keys.Where(key => !key.StartsWith("Serilog:", StringComparison.Ordinal)), // the logger's own
            key => !new[] { $"`{key}`", $"`{key}:", $"`{Name(key)}`" }.Any(name => text.Contains(name, StringComparison.Ordinal))
        );
        Assert.InRange(asked.Keys.Count, 30, 200);
    }

    private static string Name(string key) => key[(key.LastIndexOf(':') + 1)..];

    /// <summary>Settings of which none is set; notes which were asked for.</summary>
    private sealed class AskedKeys : IConfiguration
    {
        private readonly IConfiguration _none = new ConfigurationBuilder().Build();

        public HashSet<string> Keys { get; } = new(StringComparer.Ordinal);

        public string? this[string key]
        {
            get
            {
                Keys.Add(key);
                return null;
            }
            set => throw new NotSupportedException();
        }

        public IEnumerable<IConfigurationSection> GetChildren() => [];

        public IChangeToken GetReloadToken() => _none.GetReloadToken();

        public IConfigurationSection GetSection(string key)
        {
            Keys.Add(key);
            return _none.GetSection(key);
        }
    }
}
