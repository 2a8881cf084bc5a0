using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Domain.Documents.Packaging;

/// <summary>Checks one part of an Office file for forbidden kinds of parts, relationships and fields.</summary>
internal sealed partial class PackageContent(string part)
{
    private const char Begin = '\u0001';

    private readonly StringBuilder _instructions = new();
    private bool _isInstruction;

    public void CheckNode(XmlReader reader)
    {
        if (reader.NodeType == XmlNodeType.Element)
            CheckElement(reader);
        else if (_isInstruction && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            _instructions.Append(reader.Value);
        else if (reader.NodeType == XmlNodeType.EndElement)
            _isInstruction = false;
    }

    /// <exception cref="PackageRefusedException">A field fetches data or starts a program.</exception>
    public void End()
    {
        if (OutsideFields().Match(_instructions.ToString()) is { Success: true } found)
            throw new PackageRefusedException("file.external", found.Groups["name"].Value);
    }

    private void CheckElement(XmlReader reader)
    {
        _isInstruction = reader.LocalName == "instrText" && !reader.IsEmptyElement;
        switch (reader.LocalName)
        {
            case "Default" or "Override":
                CheckType(reader.GetAttribute("ContentType") ?? "");
                break;
            case "Relationship":
                CheckRelationship(reader);
                break;
            case "fldChar" when Attribute(reader, "fldCharType") == "begin":
                _instructions.Append(Begin);
                break;
            case "fldSimple":
                _instructions.Append(Begin).Append(Attribute(reader, "instr")).Append(Begin);
                break;
        }
    }

    private static void CheckType(string type)
    {
        if (
            type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            || type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)
        )
            throw new PackageRefusedException("file.macros", type);
        if (type.Contains("activeX", StringComparison.OrdinalIgnoreCase) || type.Contains("oleObject", StringComparison.OrdinalIgnoreCase))
            throw new PackageRefusedException("file.embedded", type);
    }

    private void CheckRelationship(XmlReader reader)
    {
        var kind = (reader.GetAttribute("Type") ?? "").Split('/')[^1];
        var target = reader.GetAttribute("Target") ?? "";
        if (kind is "vbaProject")
            throw new PackageRefusedException("file.macros", target);
        // The embedded data of the template's own charts are allowed; any other embedded file is not.
        if (
            kind is "oleObject" or "control" or "aFChunk" or "subDocument" or "attachedToolbars"
            || (kind == "package" && !part.Contains("/charts/", StringComparison.OrdinalIgnoreCase))
        )
            throw new PackageRefusedException("file.embedded", target);
        if (reader.GetAttribute("TargetMode") != "External")
            return;
        // Programs store the path of the original template; filling in removes that relationship.
        if (kind == "attachedTemplate")
            return;
        if (kind != "hyperlink" || !IsLink(target))
            throw new PackageRefusedException("file.external", target);
    }

    private static bool IsLink(string target) =>
        target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || target.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase);

    private static string? Attribute(XmlReader reader, string name)
    {
        for (var found = reader.MoveToFirstAttribute(); found; found = reader.MoveToNextAttribute())
        {
            if (reader.LocalName != name)
                continue;
            var value = reader.Value;
            reader.MoveToElement();
            return value;
        }
        reader.MoveToElement();
        return null;
    }

    [GeneratedRegex(
        @"\u0001\s*(?<name>DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON|RD|EMBED|QUOTE)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        1_000
    )]
    private static partial Regex OutsideFields();
}
