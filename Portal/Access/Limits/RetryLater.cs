using System.Globalization;

namespace Portal.Access.Limits;

/// <summary>Tells a caller to try again later: status 429 with <c>Retry-After</c> in seconds.</summary>
internal static class RetryLater
{
    public static void Announce(HttpResponse response, TimeSpan wait)
    {
        response.StatusCode = StatusCodes.Status429TooManyRequests;
        response.Headers.RetryAfter = Seconds(wait).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Whole seconds, at least one.</summary>
    public static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
