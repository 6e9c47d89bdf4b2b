"""Django's rules for passwords, with what they say in plain Vietnamese."""

from django.contrib.auth import password_validation as rules


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn. Hãy dùng ít nhất {self.min_length} ký tự, ví dụ một câu ngắn dễ nhớ."


class UnlikeTheirName(rules.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu giống tên hoặc tên đăng nhập của bạn. Hãy chọn câu khác."


class Uncommon(rules.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu này quá phổ biến, dễ bị đoán. Hãy chọn câu khác."


class NotOnlyDigits(rules.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Mật khẩu không được chỉ gồm chữ số."
