%% The management API, as JSON. https://www.rabbitmq.com/docs/http-api-reference
-module(topology_api).
-export([login/1, configured/1, get/2, put/3, post/3, delete/2, path/1]).

-define(TIMEOUT, 120000).
-define(CONNECT_TIMEOUT, 10000).

%% The first of these that the broker lets in.
login(Administrators) ->
    {ok, _} = application:ensure_all_started(inets),
    %% By itself it looks for IPv4 addresses alone.
    ok = httpc:set_options([{ipfamily, inet6fb4}]),
    login(Administrators, "no administrator is known").

login([], Reason) ->
    {error, Reason};
login([Settings | Others], _) ->
    Api = api(Settings),
    try get(Api, "/api/whoami") of
        {ok, User} -> {ok, Api, User};
        {error, Status, Reason} -> login(Others, io_lib:format("~p ~ts", [Status, Reason]))
    catch
        throw:{unreachable, Reason} -> login(Others, io_lib:format("~p", [Reason]))
    end.

%% What rabbitmqadmin's configuration file says.
configured(File) ->
    {ok, Text} = file:read_file(File),
    {match, Pairs} = re:run(Text, "^(\\w+) *= *\"?([^\"\\n]*)\"?$", [global, multiline, {capture, all_but_first, binary}]),
    maps:from_list([{Key, Value} || [Key, Value] <- Pairs]).

api(Settings) ->
    #{<<"hostname">> := Host, <<"port">> := Port, <<"username">> := User, <<"password">> := Password} = Settings,
    Basic = base64:encode_to_string(<<User/binary, ":", Password/binary>>),
    {Scheme, Options} = transport(Settings),
    Base = Scheme ++ "://" ++ binary_to_list(Host) ++ ":" ++ binary_to_list(Port),
    {Base, [{"authorization", "Basic " ++ Basic}], Options}.

%% The certificate has to be signed by the CA, or one that the image trusts, and for the name that the broker is called by.
transport(#{<<"tls">> := <<"true">>, <<"ca_certificate_bundle_path">> := File}) ->
    {ok, _} = application:ensure_all_started(ssl),
    {"https", [{ssl, [{cacertfile, File} | verification()]}]};
transport(#{<<"tls">> := <<"true">>}) ->
    {ok, _} = application:ensure_all_started(ssl),
    {"https", [{ssl, [{cacerts, public_key:cacerts_get()} | verification()]}]};
transport(_) ->
    {"http", []}.

verification() ->
    [{verify, verify_peer}, {customize_hostname_check, [{match_fun, public_key:pkix_verify_hostname_match_fun(https)}]}].

get(Api, Path) -> request(Api, get, Path, none).
put(Api, Path, Body) -> request(Api, put, Path, Body).
post(Api, Path, Body) -> request(Api, post, Path, Body).
delete(Api, Path) -> request(Api, delete, Path, none).

%% The parts of a path, each percent-encoded: the default virtual host is %2F.
path(Parts) ->
    lists:append(["/" ++ binary_to_list(uri_string:quote(Part)) || Part <- Parts]).

request({Base, Headers, Options}, Method, Path, Body) ->
    Url = Base ++ Path,
    Request =
        case Body of
            none -> {Url, Headers};
            _ -> {Url, Headers, "application/json", iolist_to_binary(json:encode(Body))}
        end,
    case httpc:request(Method, Request, [{timeout, ?TIMEOUT}, {connect_timeout, ?CONNECT_TIMEOUT} | Options], [{body_format, binary}]) of
        {ok, {{_, Status, _}, _, Answer}} when Status < 300 -> {ok, decode(Answer)};
        {ok, {{_, Status, _}, _, Answer}} -> {error, Status, reason(Answer)};
        {error, Reason} -> throw({unreachable, Reason})
    end.

decode(<<>>) -> none;
decode(Text) -> json:decode(Text).

reason(Answer) ->
    try json:decode(Answer) of
        #{<<"reason">> := Reason} when is_binary(Reason) -> Reason;
        Other -> iolist_to_binary(json:encode(Other))
    catch
        error:_ -> Answer
    end.
