using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Profiles;

/// <summary>Writes and reads mappings as JSON, for the database and for files that people exchange.</summary>
public static class ProfileJson
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
    };

    /// <summary>The longest JSON of a profile, in characters.</summary>
    public const int LongestText = 1 << 20;

    public static string Write(ProfileMapping mapping) => JsonSerializer.Serialize(mapping, s_options);

    /// <exception cref="ProfileException">The JSON or the mapping is invalid; the exception lists every error.</exception>
    public static ProfileMapping Read(string json)
    {
        if (json.Length > LongestText)
            throw new ProfileException([RowErrors.Message("profile.tooLong", LongestText)]);
        try
        {
            var mapping = JsonSerializer.Deserialize<ProfileMapping>(json, s_options) ?? new ProfileMapping();
            ProfileCheck.ThrowIfInvalid(mapping);
            return mapping;
        }
        catch (JsonException wrong)
        {
            throw new ProfileException([RowErrors.Message("profile.notJson", wrong.Path ?? "", (wrong.LineNumber ?? 0) + 1)]);
        }
    }
}

/// <summary>An invalid profile.</summary>
/// <param name="reasons">One sentence for each error.</param>
public sealed class ProfileException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
